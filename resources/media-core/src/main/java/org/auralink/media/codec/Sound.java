package org.auralink.media.codec;

/**
 * What its publisher wants of an audio track.
 *
 * @param stereo whether it has two channels
 * @param pauses whether next to nothing is sent in silence
 * @param repeats whether what was sent is sent again with what follows (RED)
 */
public record Sound(boolean stereo, boolean pauses, boolean repeats) {
    /** Of a track of which nothing is known. */
    public static final Sound USUAL = new Sound(false, true, false);
}
