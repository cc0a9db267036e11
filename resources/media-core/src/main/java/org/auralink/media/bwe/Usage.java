package org.auralink.media.bwe;

/** What the delay says about the path. */
enum Usage {
    /** It neither grows nor shrinks. */
    NORMAL,
    /** It grows: more is sent than passes. */
    OVER,
    /** It shrinks: a queue drains. */
    UNDER
}
