/**
 * DTLS 1.2 with use_srtp (RFC 5764), as its server or its client: who the other side is, and with which keys media is
 * sealed.
 */
@NullMarked
package org.auralink.media.dtls;

import org.jspecify.annotations.NullMarked;
