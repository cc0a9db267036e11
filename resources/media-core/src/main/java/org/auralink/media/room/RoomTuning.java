package org.auralink.media.room;

import org.auralink.media.room.forward.KeyFrameSpacing;

/**
 * What an operator may tune in how rooms behave.
 *
 * @param keyFrames how often publishers are asked for key frames at most
 * @param speakers when somebody counts as speaking
 * @param pauseDelayNanos for how long nobody has to want a layer, until its publisher is asked to pause it
 * @param fallsBack whether a client whose connection did not last is shown fewer ways to the node
 * @param reportNanos how often {@link RoomEvents#reported} is told of each participant; 0 for never
 * @param congestion whether what is sent follows what the connection carries
 * @param audio of how many at once the sound goes to everybody
 * @param saving what is left out for those who can do without
 */
public record RoomTuning(
        KeyFrameSpacing keyFrames,
        SpeakerRule speakers,
        long pauseDelayNanos,
        boolean fallsBack,
        long reportNanos,
        CongestionControl congestion,
        AudioRule audio,
        SavingRule saving) {
    /** How often participants are reported, unless an operator says otherwise: six times a minute shows what people notice. */
    public static final long USUAL_REPORT_NANOS = 10_000_000_000L;

    /** With {@link #USUAL_REPORT_NANOS}. */
    public RoomTuning(KeyFrameSpacing keyFrames, SpeakerRule speakers, long pauseDelayNanos, boolean fallsBack) {
        this(keyFrames, speakers, pauseDelayNanos, fallsBack, USUAL_REPORT_NANOS);
    }

    /** With {@link SavingRule#OFF}. */
    public RoomTuning(
            KeyFrameSpacing keyFrames,
            SpeakerRule speakers,
            long pauseDelayNanos,
            boolean fallsBack,
            long reportNanos,
            CongestionControl congestion,
            AudioRule audio) {
        this(keyFrames, speakers, pauseDelayNanos, fallsBack, reportNanos, congestion, audio, SavingRule.OFF);
    }

    /** With {@link CongestionControl#DEFAULT} and {@link AudioRule#DEFAULT}. */
    public RoomTuning(
            KeyFrameSpacing keyFrames,
            SpeakerRule speakers,
            long pauseDelayNanos,
            boolean fallsBack,
            long reportNanos) {
        this(
                keyFrames,
                speakers,
                pauseDelayNanos,
                fallsBack,
                reportNanos,
                CongestionControl.DEFAULT,
                AudioRule.DEFAULT);
    }

    /** LiveKit's defaults, where it has the same. */
    public static final RoomTuning DEFAULT =
            new RoomTuning(KeyFrameSpacing.DEFAULT, SpeakerRule.DEFAULT, 5_000_000_000L, true);
}
