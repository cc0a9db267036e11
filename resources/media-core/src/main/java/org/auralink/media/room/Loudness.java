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

    /** In dB above silence, what speech is above and a quiet room is not. */
    private static final double LOUD = 70;

    private boolean known;
    private double smoothed;
    private long heardAt;
    private int silentPackets;
    private boolean loud;
    private long loudSince;
    private long lastLoud = Long.MIN_VALUE / 2;

    /** @param level of a packet in -dBov: 0 loudest, 127 silent */
    void observe(long now, int level) {
        boolean wasLoud = loud && now - heardAt <= EXPIRES;
        smoothed = at(now) + (SILENT - level - at(now)) * NEWEST;
        heardAt = now;
        loud = smoothed > LOUD;
        if (loud) {
            loudSince = wasLoud ? loudSince : now;
            lastLoud = now;
        }
        silentPackets = level == SILENT ? silentPackets + 1 : 0;
        known |= level != SILENT;
    }

    /** In dB above silence, 0 to 127. */
    double at(long now) {
        return known && now - heardAt <= EXPIRES ? smoothed : 0;
    }

    /** For how long it has been as loud as speech without a break, in nanoseconds; 0 when it is not. */
    long loudFor(long now) {
        return loud && now - heardAt <= EXPIRES ? now - loudSince : 0;
    }

    /** When it was as loud as speech the last time; far in the past when it never was. */
    long lastLoud() {
        return lastLoud;
    }

    /** Whether its packets say that they hold nothing, and have for some. */
    boolean isSilent() {
        return silentPackets >= SILENT_PACKETS;
    }

    /** Whether its publisher writes levels: one that never wrote another than silence may mean nothing by it, whatever it sends. */
    boolean isKnown() {
        return known;
    }
}
