/**
 * Calls, their participants and history.
 */
@NullMarked
package org.auralink.calls;

import org.jspecify.annotations.NullMarked;
