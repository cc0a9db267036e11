package org.auralink.media.sdp;

/**
 * A header extension of a section (RFC 8285 5).
 *
 * @param id 1..14 for the one-byte form
 * @param uri what it is
 */
public record HeaderExtension(int id, String uri) {
    /** Which section a packet belongs to (RFC 8843 15.2). */
    public static final String MID = "urn:ietf:params:rtp-hdrext:sdes:mid";
    /** Which encoding a packet belongs to (RFC 8852 3.1). */
    public static final String RID = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";
    /** Which encoding a retransmission repeats (RFC 8852 3.2). */
    public static final String REPAIRED_RID = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id";
    /** How loud the packet is (RFC 6464). */
    public static final String AUDIO_LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
}
