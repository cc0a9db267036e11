package org.auralink.media.room;

/**
 * Whether somebody speaks, from the levels that the publisher writes on its packets (RFC 6464): loud for a good part of
 * an interval, smoothed over some.
 */
final class AudioLevel {
    private static final int SILENT = 127;

    private final SpeakerRule rule;
    private int loudPackets;
    private int loudest = SILENT;
    private double smoothed;
    private boolean active;

    AudioLevel(SpeakerRule rule) {
        this.rule = rule;
    }

    /** @param level of a packet in -dBov: 0 loudest, 127 silent */
    void observe(int level) {
        if (level <= rule.loud()) {
            loudPackets++;
            loudest = Math.min(loudest, level);
        }
    }

    /** Ends an interval. */
    void next() {
        double level = loudPackets >= rule.loudPackets() ? amplitude(loudest) : 0;
        smoothed += (level - smoothed) * rule.newest();
        active = smoothed >= amplitude(rule.loud());
        loudPackets = 0;
        loudest = SILENT;
    }

    private static double amplitude(int level) {
        return Math.pow(10, -level / 20.0);
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
        loudest = SILENT;
        smoothed = 0;
        active = false;
    }
}
