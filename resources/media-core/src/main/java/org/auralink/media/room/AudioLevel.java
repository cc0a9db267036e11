package org.auralink.media.room;

/**
 * Whether somebody speaks, from the levels that the publisher writes on its packets (RFC 6464). The rule is LiveKit's,
 * so that its components behave as their authors know it: loud for a good part of an interval, smoothed over two.
 */
final class AudioLevel {
    /** Loud is above -35 dBov. Lower would take a room's noise for speech. */
    private static final int LOUD = 35;
    /** Packets of an interval that have to be loud: 40 % of twenty packets of 20 ms. */
    private static final int LOUD_PACKETS = 8;
    /** Weight of the newest interval when two are smoothed: 2 / (2 + 1). */
    private static final double NEWEST = 2.0 / 3;

    private int loudPackets;
    private int loudest = 127;
    private double smoothed;
    private boolean active;

    /** @param level of a packet in -dBov: 0 loudest, 127 silent */
    void observe(int level) {
        if (level <= LOUD) {
            loudPackets++;
            loudest = Math.min(loudest, level);
        }
    }

    /** Ends an interval. */
    void next() {
        double level = loudPackets >= LOUD_PACKETS ? Math.pow(10, -loudest / 20.0) : 0;
        smoothed += (level - smoothed) * NEWEST;
        active = smoothed >= Math.pow(10, -LOUD / 20.0);
        loudPackets = 0;
        loudest = 127;
    }

    /** Whether it speaks. */
    boolean isActive() {
        return active;
    }

    /** 0 to 1; in steps, so that small changes are not told. */
    float level() {
        return active ? (float) (Math.ceil(smoothed * 8) / 8) : 0;
    }

    /** It was muted. */
    void reset() {
        loudPackets = 0;
        loudest = 127;
        smoothed = 0;
        active = false;
    }
}
