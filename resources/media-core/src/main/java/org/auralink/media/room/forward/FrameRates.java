package org.auralink.media.room.forward;

/** How many pictures a second a stream has with each of its temporal layers, measured over a second or more. */
final class FrameRates {
    /** Three bits say which layer it is. */
    private static final int LAYERS = 8;

    private static final long INTERVAL = 1_000_000_000L;
    /** A rate is kept with so much of it: clocks of cameras differ a little from what is asked for. */
    private static final double ENOUGH = 0.9;

    private final int[] counted = new int[LAYERS];
    /** With this layer and those below it. */
    private final double[] rates = new double[LAYERS];

    private boolean begun;
    private long since;
    private long newest;
    private int highest;

    /** A packet of a picture came; those of one picture have one timestamp. */
    void onPacket(long now, long timestamp, int temporal) {
        if (!begun) {
            begun = true;
            since = now;
        } else if ((int) (timestamp - newest) <= 0) {
            return;
        }
        newest = timestamp;
        counted[temporal & LAYERS - 1]++;
        if (now - since >= INTERVAL) {
            measure(now);
        }
    }

    private void measure(long now) {
        double sum = 0;
        for (int layer = 0; layer < LAYERS; layer++) {
            sum += counted[layer];
            rates[layer] = sum * 1_000_000_000.0 / (now - since);
            highest = counted[layer] > 0 ? layer : highest;
            counted[layer] = 0;
        }
        since = now;
    }

    /** The lowest layer that has this many pictures a second; the highest when none has, or nothing was measured. */
    int layerFor(int wanted) {
        for (int layer = 0; layer < highest; layer++) {
            if (rates[layer] >= ENOUGH * wanted) {
                return layer;
            }
        }
        return LAYERS - 1;
    }
}
