package org.auralink.media.room;

/** Whether one receiver is sent less than it could be, and which of its pictures can do with half. Decides only; {@link Saving} does. */
final class SavingPolicy {
    /** For which a decision stands after its reason is gone: rates and connections differ from second to second. */
    static final long HELD = 10_000_000_000L;

    /** For which somebody counts as speaking after the last loud packet: between two sentences nothing changes. */
    static final long SPOKE = 3_000_000_000L;

    /** Pictures a second that remain at least, whatever the floor is: below, movements fall apart. */
    static final double LEAST_RATE = 12;

    /** Pictures a second by which a small picture is as good as it can be: what LiveKit's clients send of one of 180 lines. */
    private static final double FULL_RATE = 20;

    /** What is not left out yet has to stay so much above the floor, as a rate that is just at it would go below. */
    private static final double SPARE = 1.05;

    private static final int BEST = 100;

    private final SavingRule rule;
    private long until = Long.MIN_VALUE;

    SavingPolicy(SavingRule rule) {
        this.rule = rule;
    }

    /**
     * How a receiver's connection is.
     *
     * @param roundTripNanos -1 while it is not known
     * @param lossPercent of what it is sent
     * @param carried bits per second; {@link Allocation#UNLIMITED} while there is no sign of an end
     */
    record Connection(long roundTripNanos, double lossPercent, long carried) {}

    /**
     * One video and how it is shown.
     *
     * @param small its receiver asks for the lowest size
     * @param chosen its receiver asks for it by name or gives it a priority, or is no person
     * @param camera it shows a person, and nothing that is to be read
     * @param speaks it shows who speaks, or spoke last
     * @param rate pictures a second that remain without the highest temporal layer; 0 when there is no other
     */
    record Video(boolean small, boolean chosen, boolean camera, boolean speaks, double rate) {}

    /**
     * Decides anew, once in a second or so.
     *
     * @param whole bits per second that would be sent of what is wanted and heard, all pictures of it
     * @param best bits per second that the best layers and everybody's sound would be
     * @return whether what can do with less gets less from now on
     */
    boolean saves(long now, long whole, long best, Connection connection) {
        boolean reached = whole * BEST <= best * (BEST - rule.targetPercent());
        if (rule.enabled() && (!reached || isPoor(connection))) {
            until = now + HELD;
        }
        return now < until;
    }

    private boolean isPoor(Connection connection) {
        return connection.roundTripNanos() > rule.highRoundTripNanos()
                || connection.lossPercent() > rule.highLossPercent()
                || connection.carried() < rule.lowBitsPerSecond();
    }

    /** @param thinned whether it has half the pictures already */
    boolean canDoWithLess(Video video, boolean thinned) {
        double rate = thinned ? video.rate() : video.rate() / SPARE;
        return video.small()
                && !video.chosen()
                && video.camera()
                && !video.speaks()
                && rate >= LEAST_RATE
                && quality(rate) >= rule.qualityFloor();
    }

    /** How good a small picture is that comes so many times a second: 0 to 100, as its rate is to 20. */
    static double quality(double rate) {
        return Math.min(BEST, rate / FULL_RATE * BEST);
    }
}
