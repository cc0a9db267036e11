package org.auralink.media.room.forward;

import java.util.Arrays;
import org.auralink.media.codec.PayloadDescriptor;

/** How many pictures a second a stream has with each of its temporal layers, measured over a second or more. */
final class FrameRates {
    /** Three bits say which layer it is. */
    private static final int LAYERS = 8;

    private static final long INTERVAL = 1_000_000_000L;
    /** A rate is kept with so much of it: clocks of cameras differ a little from what is asked for. */
    private static final double ENOUGH = 0.9;
    /** Of the last second. */
    private static final double WEIGHT = 0.5;

    private final int[] counted = new int[LAYERS];
    /** With this layer and those below it. */
    private final double[] rates = new double[LAYERS];
    /** Bytes since then. */
    private final long[] bytes = new long[LAYERS];
    /** Of all bytes, with this layer and those below it; 1 until something was measured. */
    private final double[] shares = new double[LAYERS];

    private boolean begun;
    private long since;
    private long newest;
    private long keyFrame = -1;
    private int highest;

    FrameRates() {
        Arrays.fill(shares, 1);
    }

    /** A packet of a picture came; those of one picture have one timestamp. */
    void onPacket(long now, long timestamp, PayloadDescriptor payload, int size) {
        int temporal = payload.temporal();
        keyFrame = payload.isKeyFrameStart() ? timestamp : keyFrame;
        // A key frame is ten times as large as others, comes when it is asked for, and says nothing about layers.
        bytes[temporal & LAYERS - 1] += timestamp == keyFrame ? 0 : size;
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
        long passed = 0;
        long all = Math.max(1, Arrays.stream(bytes).sum());
        for (int layer = 0; layer < LAYERS; layer++) {
            sum += counted[layer];
            rates[layer] = sum * 1_000_000_000.0 / (now - since);
            highest = counted[layer] > 0 ? layer : highest;
            counted[layer] = 0;
            passed += bytes[layer];
            bytes[layer] = 0;
            shares[layer] += WEIGHT * ((double) passed / all - shares[layer]);
        }
        since = now;
    }

    /** The highest layer of which, with those below it, this share of all bytes is enough; the lowest when it is of none. */
    int layerWithin(double share) {
        for (int layer = highest; layer > 0; layer--) {
            if (shares[layer] <= share) {
                return layer;
            }
        }
        return 0;
    }

    /** What a layer takes of all bytes, with those below it. */
    double share(int layer) {
        return shares[Math.min(layer, LAYERS - 1)];
    }

    /** The layer below the highest; -1 when there is one only, or nothing was measured. */
    int belowHighest() {
        return highest - 1;
    }

    /** Pictures a second with this layer and those below it; 0 for -1. */
    double rate(int layer) {
        return layer < 0 ? 0 : rates[layer];
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
