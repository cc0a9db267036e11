package org.auralink.media.room.forward;

import org.auralink.media.rtp.SequenceNumbers;

/**
 * Which number each of a stream's last packets has towards a subscriber who does not get all of them. What is left out
 * leaves no gap: those behind it move up. What has not come yet keeps its place, because nobody knows what it will be.
 */
final class Numbering {
    /** Packets that may come late; a power of two. Those that overtook them are repairs of a second and more. */
    private static final int SPAN = 1_024;

    private static final int AWAITED = 1 << 16;
    private static final int DONE = 1 << 17;

    private final int[] states = new int[SPAN];
    private final short[] offsets = new short[SPAN];
    private int newest;
    private int offset;

    /** Begins with this packet, which gets this number. */
    void begin(int source, int number) {
        java.util.Arrays.fill(states, 0);
        newest = source - 1 & 0xffff;
        offset = number - source;
    }

    /** Whether all packets that were seen are older. */
    boolean isNewest(int source) {
        return SequenceNumbers.isNewer(source, newest);
    }

    /** Whether the packet before the newest has not come yet. */
    boolean isAfterGap(int source) {
        return SequenceNumbers.distance(newest, source) > 1;
    }

    /** The number of the newest packet, which the subscriber gets. */
    int take(int source) {
        pass(source);
        return source + offset & 0xffff;
    }

    /** The subscriber does not get the newest packet. */
    void leaveOut(int source) {
        pass(source);
        offset--;
    }

    private void pass(int source) {
        int missing = SequenceNumbers.distance(newest, source) - 1;
        for (int i = Math.max(1, missing - SPAN + 1); i <= missing; i++) {
            int awaited = newest + i & 0xffff;
            states[awaited & SPAN - 1] = awaited | AWAITED;
            offsets[awaited & SPAN - 1] = (short) offset;
        }
        newest = source;
        states[source & SPAN - 1] = source | DONE;
    }

    /** The number that was kept for a packet that others overtook; -1 when there is none. */
    int takeLate(int source) {
        int place = source & SPAN - 1;
        if (states[place] != (source | AWAITED)) {
            return -1;
        }
        states[place] = source | DONE;
        return source + offsets[place] & 0xffff;
    }
}
