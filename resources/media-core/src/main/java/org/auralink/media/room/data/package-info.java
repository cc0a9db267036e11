/** What clients send each other over data channels, as far as a room has to know it to pass it on. */
@NullMarked
package org.auralink.media.room.data;

import org.jspecify.annotations.NullMarked;
