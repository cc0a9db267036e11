package org.auralink.media.room;

import org.auralink.media.room.forward.KeyFrameSpacing;

/**
 * What an operator may tune in how rooms behave.
 *
 * @param keyFrames how often publishers are asked for key frames at most
 * @param speakers when somebody counts as speaking
 * @param pauseDelayNanos for how long nobody has to want a layer, until its publisher is asked to pause it
 * @param fallsBack whether a client whose connection did not last is shown fewer ways to the node
 */
public record RoomTuning(KeyFrameSpacing keyFrames, SpeakerRule speakers, long pauseDelayNanos, boolean fallsBack) {
    /** LiveKit's defaults. */
    public static final RoomTuning DEFAULT =
            new RoomTuning(KeyFrameSpacing.DEFAULT, SpeakerRule.DEFAULT, 5_000_000_000L, true);
}
