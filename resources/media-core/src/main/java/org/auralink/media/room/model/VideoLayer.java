package org.auralink.media.room.model;

import java.util.List;

/**
 * One encoding of a simulcast track, as its publisher announced it.
 *
 * @param quality which of them
 * @param width in pixels
 * @param height in pixels
 * @param bitrateBps bits per second the publisher aims at
 */
public record VideoLayer(VideoQuality quality, int width, int height, int bitrateBps) {
    /** The quality of the lowest of some layers that fills a picture of this size, or the highest there is. */
    public static VideoQuality filling(List<VideoLayer> layers, int width, int height) {
        VideoLayer best = null;
        for (VideoLayer layer : layers) {
            boolean fills = layer.width >= width && layer.height >= height;
            if (fills && (best == null || layer.width < best.width)) {
                best = layer;
            }
        }
        return best == null || best.quality == VideoQuality.OFF ? VideoQuality.HIGH : best.quality;
    }
}
