/**
 * RTP (RFC 3550, 8285, 4588): how packets are read, written, kept, counted and asked for again.
 */
@NullMarked
package org.auralink.media.rtp;

import org.jspecify.annotations.NullMarked;
