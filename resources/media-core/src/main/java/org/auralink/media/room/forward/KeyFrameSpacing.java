package org.auralink.media.room.forward;

/**
 * Least time between two key frame requests for a layer, in nanoseconds. A key frame costs as much as ten to twenty
 * others, and more in a large picture, so a subscriber that asks often must not spoil it for all.
 *
 * @param low of the smallest layer, and of the only one
 * @param mid of the one above
 * @param high of the largest
 */
public record KeyFrameSpacing(long low, long mid, long high) {
    /** LiveKit's. */
    public static final KeyFrameSpacing DEFAULT = new KeyFrameSpacing(500_000_000L, 1_000_000_000L, 1_000_000_000L);

    long of(int layer) {
        return switch (layer) {
            case 0 -> low;
            case 1 -> mid;
            default -> high;
        };
    }
}
