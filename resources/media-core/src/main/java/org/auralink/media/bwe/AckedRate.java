package org.auralink.media.bwe;

import java.util.Arrays;

/**
 * How much of what was sent arrives, in kbit/s: over half a second, or over any 200 ms of it when that is more. What a path carries
 * shows while more than that is sent, which may be for as long as a key frame takes. A forwarding node sends as much as the
 * layer has that it chose, so the rate steps; what follows it slowly would take a step up for a path that got narrow.
 */
final class AckedRate {
    private static final double SLOT = 25;
    private static final int SLOTS = 20;
    private static final int RECENT = 8;
    private static final double FLOOR = 40;
    /** Packets from which a rate can be told. */
    private static final int ENOUGH = 4;

    private static final int LEAST = 3;

    /** Bytes by when they arrived: the present slot, and those before it. */
    private final int[] bytes = new int[SLOTS + 1];

    private final int[] packets = new int[SLOTS + 1];

    private long slot = Long.MIN_VALUE;
    private long begun;
    private double last = -1;

    /** A packet arrived, at that time of the receiver's clock in ms. */
    void add(double arrivedAt, int size) {
        long present = (long) Math.floor(arrivedAt / SLOT);
        if (slot == Long.MIN_VALUE || present - slot >= SLOTS || slot - present >= SLOTS) {
            // Nothing came for long, or the clock was set: what is known of before is all that is known.
            last = slot == Long.MIN_VALUE ? last : kilobits();
            Arrays.fill(bytes, 0);
            Arrays.fill(packets, 0);
            slot = present;
            begun = present;
        }
        while (slot < present) {
            slot++;
            bytes[Math.floorMod(slot, bytes.length)] = 0;
            packets[Math.floorMod(slot, bytes.length)] = 0;
        }
        // What was overtaken by more than a slot came all the same.
        bytes[Math.floorMod(slot, bytes.length)] += size;
        packets[Math.floorMod(slot, bytes.length)]++;
    }

    /** Kilobits per second; -1 until there was half a second of it. */
    double kilobits() {
        if (!isKnown()) {
            return last;
        }
        double most = mean();
        for (int from = 1; from + RECENT <= SLOTS + 1; from++) {
            most = Math.max(most, over(from, RECENT));
        }
        return most;
    }

    /**
     * What passes while there is a queue: the same over the last 75 to 200 ms, as many as have some packets, which half a second
     * would mix with the time before there was one; as {@link #kilobits} when too few packets came for that.
     */
    double passing() {
        int came = 0;
        for (int back = 1; back <= RECENT; back++) {
            came += packets[Math.floorMod(slot - back, bytes.length)];
            if (isKnown() && back >= LEAST && came >= ENOUGH) {
                return Math.max(FLOOR, over(1, back));
            }
        }
        return kilobits();
    }

    /** The same over half a second in any case. */
    double mean() {
        return isKnown() ? Math.max(FLOOR, over(1, SLOTS)) : last;
    }

    private boolean isKnown() {
        return slot != Long.MIN_VALUE && slot - begun >= SLOTS;
    }

    /** Of as many slots, the newest of which is so far back. */
    private double over(int from, int slots) {
        long sum = 0;
        for (int back = from; back < from + slots; back++) {
            sum += bytes[Math.floorMod(slot - back, bytes.length)];
        }
        return sum * 8 / (slots * SLOT);
    }
}
