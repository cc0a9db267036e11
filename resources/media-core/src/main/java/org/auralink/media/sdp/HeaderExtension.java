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
    /** Which frames a packet's frame depends on (AV1 RTP payload format, A). */
    public static final String DEPENDENCY_DESCRIPTOR =
            "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension";
    /** The codec of which receivers need {@link #DEPENDENCY_DESCRIPTOR}. */
    static final String DESCRIBED_DEPENDENCIES = "AV1";
    /**
     * The number of a packet among all of a connection, by which its arrival is reported
     * (draft-holmer-rmcat-transport-wide-cc-extensions-01 2).
     */
    public static final String TRANSPORT_SEQUENCE =
            "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
    /** How loud the packet is (RFC 6464). */
    public static final String AUDIO_LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";

    /** Whether it is {@link #DEPENDENCY_DESCRIPTOR}, whose elements may be too long for the one-byte form. */
    boolean isOfDependencies() {
        return uri.equals(DEPENDENCY_DESCRIPTOR);
    }
}
