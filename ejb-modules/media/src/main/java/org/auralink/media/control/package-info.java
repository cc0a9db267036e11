/** On which node a room is, and how nodes and their directory are reached when they fail. */
@NullMarked
package org.auralink.media.control;

import org.jspecify.annotations.NullMarked;
