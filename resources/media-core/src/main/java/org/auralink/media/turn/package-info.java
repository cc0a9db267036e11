/**
 * TURN (RFC 8656) for clients that reach nothing else: who may have an allocation, and what passes through it. It relays to
 * the node's own media ports only, and opens no socket for it. No sockets, threads or clock.
 */
@NullMarked
package org.auralink.media.turn;

import org.jspecify.annotations.NullMarked;
