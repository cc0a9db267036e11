package org.auralink.media.node.net;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** What became of connections for media; readable from any thread. */
public final class StreamCounters {
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong proven = new AtomicLong();
    private final AtomicLongArray ended = new AtomicLongArray(End.values().length);

    /** Why we ended a connection. */
    public enum End {
        /** There are too many, or too many from that address. */
        TOO_MANY,
        /** It gave way to a newer one, before a good check came over it. */
        GAVE_WAY,
        /** No good check came over it in time. */
        LATE,
        /** What came first was no check of a client that is expected, or not its. */
        STRANGER,
        /** A frame was larger than any may be. */
        MALFORMED,
        /** Its client took nothing for too long. */
        STUCK
    }

    void opened() {
        open.incrementAndGet();
    }

    void closed() {
        open.decrementAndGet();
    }

    void proven() {
        proven.incrementAndGet();
    }

    void ended(End why) {
        ended.incrementAndGet(why.ordinal());
    }

    /** Connections that are open. */
    public int openNow() {
        return open.get();
    }

    /** Connections that a client's media has gone over. */
    public long provenSoFar() {
        return proven.get();
    }

    /** Connections that we ended for this reason. */
    public long endedSoFar(End why) {
        return ended.get(why.ordinal());
    }
}
