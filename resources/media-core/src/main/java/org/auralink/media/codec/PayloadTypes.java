package org.auralink.media.codec;

/**
 * Payload types towards subscribers: one for each codec with its parameters, and the same in every section, because
 * sections of a bundle share one number space (RFC 8843 9.1). So parameters are ours, not the publisher's. Numbers are
 * from the dynamic range, but for what has one by itself (RFC 3551 6); retransmissions of video have the next one.
 */
final class PayloadTypes {
    static final int PCMU = 0;
    static final int PCMA = 8;
    static final int OPUS = 111;
    static final int STEREO_OPUS = 110;
    static final int RED = 106;
    static final int STEREO_RED = 107;
    static final int VP8 = 96;
    static final int VP9 = 102;
    static final int AV1 = 104;
    static final int H265 = 108;
    /** The H.264 variants: each profile with packetization mode 1 and 0. */
    private static final int[] H264 = {112, 114, 116, 118, 120, 122, 124, 126, 98, 100};

    private PayloadTypes() {}

    static int of(H264 format) {
        return H264[2 * format.profile().ordinal() + 1 - format.packetizationMode()];
    }
}
