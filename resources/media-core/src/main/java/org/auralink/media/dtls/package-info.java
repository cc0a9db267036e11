/**
 * DTLS 1.2 server with use_srtp (RFC 5764): who the client is, and with which keys media is sealed.
 */
@NullMarked
package org.auralink.media.dtls;

import org.jspecify.annotations.NullMarked;
