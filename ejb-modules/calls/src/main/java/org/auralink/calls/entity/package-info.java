/** Calls and who took part in them: what may happen to a call, and what then becomes of it. */
@NullMarked
package org.auralink.calls.entity;

import org.jspecify.annotations.NullMarked;
