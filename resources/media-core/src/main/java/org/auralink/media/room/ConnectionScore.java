package org.auralink.media.room;

import org.auralink.media.room.model.ConnectionQuality;

/**
 * How well a participant is connected, as a mean opinion score by a simplified E-model (ITU-T G.107): delay and loss
 * take away from a perfect call.
 *
 * @param score 1 to 4.5
 */
record ConnectionScore(ConnectionQuality quality, float score) {
    /** Best transmission rating of narrow-band speech (G.107 annex A). */
    private static final double BEST = 93.2;
    /** What one per cent of loss takes away; Opus conceals better than the codecs of G.107, so half of theirs. */
    private static final double PER_CENT_LOST = 2.5;
    /** One-way delay from which people begin to talk over each other, in ms (G.107: 177.3). */
    private static final double NOTICED_DELAY = 177.3;

    private static final double EXCELLENT_FROM = 4.1;
    private static final double GOOD_FROM = 3;

    /** A connection that is interrupted. */
    static final ConnectionScore LOST = new ConnectionScore(ConnectionQuality.LOST, 1);

    /**
     * The score of a connection.
     *
     * @param lossPer256 of the worst stream, in 1/256
     * @param roundTripNanos -1 when not measured
     */
    static ConnectionScore of(int lossPer256, long roundTripNanos) {
        double delay = Math.max(0, roundTripNanos) / 2_000_000.0;
        double rating = BEST
                - 0.024 * delay
                - (delay > NOTICED_DELAY ? 0.11 * (delay - NOTICED_DELAY) : 0)
                - PER_CENT_LOST * lossPer256 * 100 / 256;
        double bounded = Math.max(0, Math.min(100, rating));
        double score = 1 + 0.035 * bounded + 7e-6 * bounded * (bounded - 60) * (100 - bounded);
        ConnectionQuality quality = score >= EXCELLENT_FROM
                ? ConnectionQuality.EXCELLENT
                : score >= GOOD_FROM ? ConnectionQuality.GOOD : ConnectionQuality.POOR;
        return new ConnectionScore(quality, (float) Math.max(1, Math.round(score * 10) / 10.0));
    }
}
