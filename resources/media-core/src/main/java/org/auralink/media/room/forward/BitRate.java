package org.auralink.media.room.forward;

import java.util.Arrays;

/** How much comes within a second, as of the last whole quarters of one. */
final class BitRate {
    private static final long SLOT = 250_000_000L;
    private static final int SLOTS = 4;

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
        long sum = Arrays.stream(bytes).sum() - bytes[(int) (slot % bytes.length)];
        return sum * 8 * (1_000_000_000L / SLOT) / whole;
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
        }
        while (slot < present) {
            slot++;
            bytes[(int) (slot % bytes.length)] = 0;
        }
    }
}
