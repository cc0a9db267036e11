/** Decides which packet goes to which subscriber, rewrites it, and repairs what gets lost. */
@NullMarked
package org.auralink.media.room.forward;

import org.jspecify.annotations.NullMarked;
