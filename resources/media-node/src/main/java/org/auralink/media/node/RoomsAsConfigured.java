package org.auralink.media.node;

import org.auralink.media.node.config.AudioConfig;
import org.auralink.media.node.config.LimitConfig;
import org.auralink.media.node.config.NodeConfig;
import org.auralink.media.node.config.RtcConfig;
import org.auralink.media.room.RoomLimits;
import org.auralink.media.room.RoomTuning;
import org.auralink.media.room.SavingRule;
import org.auralink.media.room.SpeakerRule;
import org.auralink.media.room.forward.KeyFrameSpacing;

/** What a node's configuration means for its rooms. */
final class RoomsAsConfigured {
    private RoomsAsConfigured() {}

    /** What clients can make a room keep. */
    static RoomLimits limits(LimitConfig limit) {
        RoomLimits standard = RoomLimits.DEFAULT;
        return new RoomLimits(
                standard.pendingTracks(),
                standard.publishedTracks(),
                limit.maxMetadataSize(),
                limit.maxAttributesSize(),
                limit.maxNameLength(),
                standard.trackLayers(),
                standard.trackCodecs(),
                standard.trackFeatures(),
                standard.listLength(),
                standard.earlyDataBytes(),
                standard.dataBytesPerSecond(),
                standard.dataBurstBytes(),
                standard.dataTracks(),
                standard.dataSubscriptions(),
                standard.joinWithinNanos(),
                standard.answerWithinNanos());
    }

    /** How rooms behave. */
    static RoomTuning tuning(NodeConfig config) {
        RtcConfig.KeyFrameThrottle throttle = config.rtc().keyFrameThrottle();
        AudioConfig audio = config.audio();
        SavingRule saving = config.aic().saving();
        return new RoomTuning(
                new KeyFrameSpacing(
                        throttle.low().toNanos(),
                        throttle.mid().toNanos(),
                        throttle.high().toNanos()),
                new SpeakerRule(
                        audio.activeLevel(),
                        audio.minPercentile(),
                        audio.updateInterval().toNanos(),
                        audio.smoothIntervals()),
                config.video().pauseDelay().toNanos(),
                config.rtc().allowTcpFallback(),
                config.node().qualityInterval().toNanos(),
                config.rtc().congestionControl(),
                saving.enabled()
                        ? audio.forwarding().saving(config.aic().latencyBound().toNanos())
                        : audio.forwarding(),
                saving);
    }
}
