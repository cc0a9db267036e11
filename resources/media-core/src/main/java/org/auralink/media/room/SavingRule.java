package org.auralink.media.room;

/**
 * How much less than the best is sent to whom that can do without: of who is shown small half the pictures, of who is silent no
 * sound. What each means is in {@code docs/media/savings.md}.
 *
 * @param enabled whether anything is left out at all
 * @param targetPercent by how much less than the best layers is enough: while that is reached, pictures are sent whole
 * @param qualityFloor below which no picture is brought, of 100 ({@link SavingPolicy#quality})
 * @param highRoundTripNanos a receiver whose round trip is longer gets less, whatever it gets already
 * @param highLossPercent one that loses more, too
 * @param lowBitsPerSecond one whose connection is estimated to carry less, too
 */
public record SavingRule(
        boolean enabled,
        int targetPercent,
        int qualityFloor,
        long highRoundTripNanos,
        double highLossPercent,
        long lowBitsPerSecond) {
    /** Everything is sent that somebody wants, as with LiveKit's server. */
    public static final SavingRule OFF = new SavingRule(false, 0, 100, Long.MAX_VALUE, 100, 0);

    /** The same, looking at what is sent alone and at no connection. */
    public SavingRule whateverTheConnection() {
        return new SavingRule(enabled, targetPercent, qualityFloor, Long.MAX_VALUE, 100, 0);
    }
}
