package org.auralink.media.room.forward;

import org.auralink.media.codec.LayerSelector;
import org.jspecify.annotations.Nullable;

/** How many of a stream's pictures one subscriber gets: the fewest of those that each reason leaves. */
final class Thinning {
    private int asked;
    private int fits = LayerSelector.ALL;

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

    /** The highest temporal layer that is sent of a stream; null when there is none yet. */
    int highest(@Nullable SourceStream source) {
        int enough = asked <= 0 || source == null
                ? LayerSelector.ALL
                : source.rates().layerFor(asked);
        return Math.min(enough, fits);
    }
}
