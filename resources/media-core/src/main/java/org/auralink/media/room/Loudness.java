package org.auralink.media.room;

/**
 * How loud a track is at this moment, by the levels that its publisher writes on the packets (RFC 6464): what somebody who
 * begins to speak is known by within two or three packets. Who counts as speaking is decided more slowly ({@link AudioLevel}).
 */
final class Loudness {
    private static final int SILENT = 127;

    /** Weight of the newest packet: a word's beginning shows after 40 ms, and a click of one packet does by half. */
    private static final double NEWEST = 0.5;

    /** After which what was heard says nothing any more; while somebody is silent, Opus sends a packet in 400 ms. */
    private static final long EXPIRES = 150_000_000L;

    /** Packets that make a silence. They go to receivers, which thus hear that it became silent. */
    private static final int SILENT_PACKETS = 3;

    private boolean known;
    private double smoothed;
    private long heardAt;
    private int silentPackets;

    /** @param level of a packet in -dBov: 0 loudest, 127 silent */
    void observe(long now, int level) {
        smoothed = at(now) + (SILENT - level - at(now)) * NEWEST;
        heardAt = now;
        silentPackets = level == SILENT ? silentPackets + 1 : 0;
        known = true;
    }

    /** In dB above silence, 0 to 127. */
    double at(long now) {
        return known && now - heardAt <= EXPIRES ? smoothed : 0;
    }

    /** Whether its packets say that they hold nothing, and have for some. */
    boolean isSilent() {
        return silentPackets >= SILENT_PACKETS;
    }

    /** Whether its publisher writes levels at all. */
    boolean isKnown() {
        return known;
    }
}
