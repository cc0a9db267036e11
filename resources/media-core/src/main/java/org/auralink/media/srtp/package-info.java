/**
 * SRTP and SRTCP (RFC 3711, RFC 7714): whether a packet is genuine and new, and how ours are sealed.
 */
@NullMarked
package org.auralink.media.srtp;

import org.jspecify.annotations.NullMarked;
