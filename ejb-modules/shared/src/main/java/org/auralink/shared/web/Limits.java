package org.auralink.shared.web;

/** What a request may ask of the doors, with reasons. How long a body may be is each door's own. */
final class Limits {
    /** Deepest object or list. What reads them calls itself for each level; what may be kept is much less, and says so. */
    static final int JSON_DEPTH = 500;

    /** Values, names and brackets. A thousand times what our own bodies have; bounds the work for one of a megabyte. */
    static final int JSON_TOKENS = 10_000;

    /** Of digits, sign, point and exponent together. What longer ones cost grows with the square; a thousand cost nothing. */
    static final int JSON_NUMBER_LENGTH = 1000;

    /** Characters in the name of a field. */
    static final int JSON_NAME_LENGTH = 256;

    private Limits() {}
}
