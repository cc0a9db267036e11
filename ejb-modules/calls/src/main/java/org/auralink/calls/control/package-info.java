/** On which node a call takes place, and how nodes and their directory are reached when they fail. */
@NullMarked
package org.auralink.calls.control;

import org.jspecify.annotations.NullMarked;
