package org.auralink.media.room;

import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.transport.MediaRate;

/** How much RTP a track brings in its best moments, judged by what its publisher announced. */
final class TrackRates {
    /** Opus at its highest rate, 510 kbit/s, in packets of 10 ms. */
    private static final MediaRate AUDIO = new MediaRate(100, 64_000);
    /** Thirty small packets for each of three layers, when nothing moves. */
    private static final int PACKETS_AT_REST = 100;
    /** Of video: clients fill 1100 to 1200. */
    private static final int BYTES_PER_PACKET = 1_000;
    /** A tenth of a bit for each pixel of 30 frames, the highest rate that clients set for cameras, all layers included. */
    private static final double BYTES_PER_PIXEL = 0.1 * 30 / 8;

    /** 720p: a track can become larger without being announced anew, as a shared window does. */
    private static final long LEAST_PIXELS = 1280L * 720;
    /** 1080p, of whoever does not say. */
    private static final long USUAL_PIXELS = 1920L * 1080;
    /** 2160p: nobody gets more by announcing more. */
    private static final long MOST_PIXELS = 3840L * 2160;

    private TrackRates() {}

    /** Of a track that is announced so. */
    static MediaRate of(ClientSignal.AddTrack announced) {
        if (announced.kind() == TrackKind.AUDIO) {
            return AUDIO;
        }
        int bytes = (int) (pixels(announced.width(), announced.height()) * BYTES_PER_PIXEL);
        return new MediaRate(PACKETS_AT_REST + bytes / BYTES_PER_PACKET, bytes);
    }

    /** Sizes are the client's word, and may be anything. */
    private static long pixels(int width, int height) {
        if (width <= 0 || height <= 0) {
            return USUAL_PIXELS;
        }
        return Math.max(LEAST_PIXELS, Math.min(MOST_PIXELS, (long) width * height));
    }
}
