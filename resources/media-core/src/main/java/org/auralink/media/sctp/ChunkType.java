package org.auralink.media.sctp;

/** Kinds of chunks, and what is done with those nobody knows (RFC 9260 3.2). */
final class ChunkType {
    static final int DATA = 0;
    static final int INIT = 1;
    static final int INIT_ACK = 2;
    static final int SACK = 3;
    static final int HEARTBEAT = 4;
    static final int HEARTBEAT_ACK = 5;
    static final int ABORT = 6;
    static final int SHUTDOWN = 7;
    static final int SHUTDOWN_ACK = 8;
    static final int ERROR = 9;
    static final int COOKIE_ECHO = 10;
    static final int COOKIE_ACK = 11;
    static final int SHUTDOWN_COMPLETE = 14;
    /** RFC 6525 3.1. */
    static final int RE_CONFIG = 130;
    /** RFC 3758 3.2. */
    static final int FORWARD_TSN = 192;

    /** T bit of ABORT and SHUTDOWN COMPLETE: the tag is the sender's own (RFC 9260 8.5.1). */
    static final int REFLECTED_TAG = 1;

    private ChunkType() {}

    /** Whether the chunks behind an unknown one are looked at. */
    static boolean isSkipped(int unknown) {
        return (unknown & 0x80) != 0;
    }

    /** Whether the sender of an unknown one is told. */
    static boolean isReported(int unknown) {
        return (unknown & 0x40) != 0;
    }
}
