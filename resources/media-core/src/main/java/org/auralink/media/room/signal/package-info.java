/** What a client and its room say to each other, apart from media. The node translates it to LiveKit's protocol. */
@NullMarked
package org.auralink.media.room.signal;

import org.jspecify.annotations.NullMarked;
