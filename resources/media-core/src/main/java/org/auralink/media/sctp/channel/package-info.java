/** WebRTC's data channels over an SCTP association: RFC 8831, opened by DCEP (RFC 8832) or agreed on elsewhere. */
@NullMarked
package org.auralink.media.sctp.channel;

import org.jspecify.annotations.NullMarked;
