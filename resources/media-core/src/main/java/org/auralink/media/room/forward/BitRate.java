package org.auralink.media.room.forward;

import java.util.Arrays;

/**
 * How much comes within a second, as of the last four: a key frame is ten times the size of others, and what follows it is
 * smaller for a second or two, so what a stream takes of a connection shows in no less.
 */
final class BitRate {
    private static final long SLOT = 250_000_000L;
    private static final int SLOTS = 16;
    private static final int SLOTS_PER_SECOND = 4;

    /** The present slot, and those before it. */
    private final long[] bytes = new long[SLOTS + 1];

    private long slot;
    private long begun = -1;

    void add(long now, int size) {
        advance(now);
        bytes[(int) (slot % bytes.length)] += size;
    }

    /** Bits per second; 0 until there was a whole slot. */
    long bitsPerSecond(long now) {
        if (begun < 0) {
            return 0;
        }
        advance(now);
        long whole = Math.min(SLOTS, slot - begun);
        if (whole <= 0) {
            return 0;
        }
        long sum = -bytes[(int) (slot % bytes.length)];
        for (long each : bytes) {
            sum += each;
        }
        return sum * 8 * SLOTS_PER_SECOND / whole;
    }

    private void advance(long now) {
        long present = now / SLOT;
        if (begun < 0) {
            begun = present;
            slot = present;
        }
        if (present - slot >= bytes.length) {
            Arrays.fill(bytes, 0);
            slot = present;
            begun = present;
        }
        while (slot < present) {
            slot++;
            bytes[(int) (slot % bytes.length)] = 0;
        }
    }
}
