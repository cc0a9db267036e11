package org.auralink.media.srtp;

import java.util.Arrays;
import org.auralink.media.rtp.SequenceNumbers;

/** Which of the last packet indexes were received (RFC 3711 3.3.2), or sent. */
final class ReplayWindow {
    /**
     * Packets that may come late. The standard wants 64; video retransmitted under its own SSRC after 300 ms is older
     * than that at 2 Mbit/s. A power of two.
     */
    private static final int SIZE = 1024;

    private final long[] bits = new long[SIZE / Long.SIZE];
    private long highest = -1;

    /**
     * The index of a packet: nearest to {@code reference} with these low 16 bits (RFC 3711 3.3.1). In the first cycle
     * nothing lies before zero.
     */
    static long nearest(long reference, int sequence) {
        long index = SequenceNumbers.unwrap(reference, sequence);
        return index < 0 ? index + 65536 : index;
    }

    /** Highest index received, -1 before the first. */
    long highest() {
        return highest;
    }

    /** Whether the index is new, and not so old that nobody knows. */
    boolean isNew(long index) {
        if (index > highest) {
            return true;
        }
        return highest - index < SIZE && (bits[word(index)] & 1L << index) == 0;
    }

    /** Marks an index that {@link #isNew} allowed, after the packet proved genuine. */
    void add(long index) {
        if (index > highest) {
            if (index - highest >= SIZE) {
                Arrays.fill(bits, 0);
            } else {
                for (long skipped = highest + 1; skipped < index; skipped++) {
                    bits[word(skipped)] &= ~(1L << skipped);
                }
            }
            highest = index;
        }
        bits[word(index)] |= 1L << index;
    }

    private static int word(long index) {
        return (int) (index & SIZE - 1) / Long.SIZE;
    }
}
