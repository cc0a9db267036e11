/** Decides on which loop and socket a client's datagrams arrive and leave, and which of its transports they are for. */
@NullMarked
package org.auralink.media.node.net;

import org.jspecify.annotations.NullMarked;
