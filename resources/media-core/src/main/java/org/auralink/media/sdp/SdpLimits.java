package org.auralink.media.sdp;

/** What a client's session description may cost, in one place. */
final class SdpLimits {
    /** Characters in all. A browser in a room of a hundred tracks sends about 400 kB. */
    static final int MAX_LENGTH = 1 << 20;
    /** Lines in all. A browser in a room of a hundred tracks sends some six thousand; each costs more than its length. */
    static final int MAX_LINES = 50_000;
    /** Characters of one line. The list of streams of a room of hundreds of tracks takes some ten thousand. */
    static final int MAX_LINE = 1 << 16;
    /** Characters of a value that is kept or repeated to others, such as the parameters of a codec. */
    static final int MAX_VALUE = 1_024;
    /** Media sections. Browsers slow down long before. */
    static final int MAX_SECTIONS = 1_000;
    /** Codecs of one section; Chromium offers 23 for video. */
    static final int MAX_CODECS = 100;
    /** SSRCs of one section: three layers, each with a retransmission stream, and room to spare. */
    static final int MAX_SSRCS = 32;

    /** Kinds of feedback of one codec; Chromium offers five. */
    static final int MAX_FEEDBACK = 16;
    /** Header extensions of one section; Chromium offers thirteen. */
    static final int MAX_EXTENSIONS = 64;
    /** Encodings of one section, as many as the room can forward. */
    static final int MAX_ENCODINGS = 3;

    private SdpLimits() {}
}
