package org.auralink.media.sctp;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whole messages of one stream that wait for those before them (RFC 9260 6.6). */
final class IncomingStream {
    /** One that waits. */
    record Waiting(int ppid, byte[] bytes, int size) {
        /** Memory it takes. */
        int cost() {
            return bytes.length + SctpLimits.BOOKKEEPING;
        }
    }

    private final TreeMap<Long, Waiting> waiting = new TreeMap<>();
    private long next;

    /** How far a sequence number is ahead of the one whose turn it is; negative when that turn is over. */
    int ahead(int ssn) {
        return SerialNumbers.ssnDistance((int) next, ssn);
    }

    /** The message whose turn it is was delivered, or is skipped. */
    void advance() {
        next++;
    }

    /** Keeps a message whose turn comes later; false when there is one of that number. */
    boolean keep(int ssn, Waiting message) {
        return waiting.putIfAbsent(next + ahead(ssn), message) == null;
    }

    /** Takes out the message whose turn it is, and moves on. */
    @Nullable
    Waiting take() {
        if (waiting.isEmpty() || waiting.firstKey() != next) {
            return null;
        }
        next++;
        return waiting.pollFirstEntry().getValue();
    }

    /** Takes out the first message up to that number, and moves on to behind it; at last to behind that number. */
    @Nullable
    Waiting takeUpTo(int ssn) {
        long last = next + ahead(ssn);
        if (waiting.isEmpty() || waiting.firstKey() > last) {
            next = Math.max(next, last + 1);
            return null;
        }
        var first = waiting.pollFirstEntry();
        next = first.getKey() + 1;
        return first.getValue();
    }

    /** Begins at zero (RFC 6525 5.2.2). Memory that is free then. */
    int reset() {
        next = 0;
        int freed = 0;
        for (Waiting message : waiting.values()) {
            freed += message.cost();
        }
        waiting.clear();
        return freed;
    }
}
