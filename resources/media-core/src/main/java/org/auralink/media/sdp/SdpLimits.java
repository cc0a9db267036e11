package org.auralink.media.sdp;

/** What a client's session description may cost, in one place. */
final class SdpLimits {
    /** Characters in all. A browser in a room of a hundred tracks sends about 400 kB. */
    static final int MAX_LENGTH = 1 << 20;
    /** Media sections. Browsers slow down long before. */
    static final int MAX_SECTIONS = 1_000;
    /** Codecs of one section; Chromium offers 23 for video. */
    static final int MAX_CODECS = 100;
    /** SSRCs of one section: three layers, each with a retransmission stream, and room to spare. */
    static final int MAX_SSRCS = 32;

    private SdpLimits() {}
}
