/** Session descriptions (RFC 8866, RFC 8829): parsing, writing, and what is answered and offered. */
@NullMarked
package org.auralink.media.sdp;

import org.jspecify.annotations.NullMarked;
