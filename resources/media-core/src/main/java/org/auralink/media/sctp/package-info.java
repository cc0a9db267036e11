/**
 * SCTP (RFC 9260) as WebRTC's data channels use it: over DTLS (RFC 8261), one path, no addresses, with partial reliability
 * (RFC 3758) and the reset of streams (RFC 6525). No socket, thread or clock: datagrams and the time are given, packets
 * are asked for.
 */
@NullMarked
package org.auralink.media.sctp;

import org.jspecify.annotations.NullMarked;
