package org.auralink.media.room.forward;

import org.auralink.media.codec.LayerSelector;
import org.jspecify.annotations.Nullable;

/** How many of a stream's pictures one subscriber gets: the fewest of those that each reason leaves. */
final class Thinning {
    private int asked;
    private int fits = LayerSelector.ALL;
    private int spared = LayerSelector.ALL;

    /** @param fps so many pictures a second are enough; 0 for as many as there are */
    void ask(int fps) {
        asked = fps;
    }

    /**
     * What its connection has room for.
     *
     * @param temporal the highest temporal layer; {@link LayerSelector#ALL} for all
     * @return whether that is another than before
     */
    boolean fit(int temporal) {
        boolean changed = temporal != fits;
        fits = temporal;
        return changed;
    }

    /** As {@link #fit}. */
    int fits() {
        return fits;
    }

    /** Whether a stream's highest temporal layer is left out, as its receiver can do without; returns whether that is new. */
    boolean spare(boolean spares, @Nullable SourceStream source) {
        int before = spared;
        int below = source == null ? -1 : source.rates().belowHighest();
        spared = spares && below >= 0 ? below : LayerSelector.ALL;
        return spared != before;
    }

    /** As {@link #spare}. */
    boolean spares() {
        return spared < LayerSelector.ALL;
    }

    /** Pictures a second without a stream's highest temporal layer; 0 when there is no other. */
    static double sparedRate(@Nullable SourceStream source) {
        return source == null ? 0 : source.rates().rate(source.rates().belowHighest());
    }

    /** The highest temporal layer that is sent of a stream; null when there is none yet. */
    int highest(@Nullable SourceStream source) {
        return Math.min(spared, unspared(source));
    }

    /** Bits per second of a layer that are not sent only because the receiver can do without them. */
    long sparedBits(long now, ForwardedTrack track, int layer, @Nullable SourceStream source) {
        int otherwise = unspared(source);
        return spared >= otherwise
                ? 0
                : track.bitsPerSecond(now, layer, otherwise) - track.bitsPerSecond(now, layer, spared);
    }

    private int unspared(@Nullable SourceStream source) {
        int enough = asked <= 0 || source == null
                ? LayerSelector.ALL
                : source.rates().layerFor(asked);
        return Math.min(enough, fits);
    }
}
