package org.auralink.media.node.config;

import java.time.Duration;
import org.auralink.media.room.AudioRule;

/**
 * When somebody counts as speaking, who of many is heard, and how sound is sent.
 *
 * @param activeLevel {@code audio.active_level}: quietest level that counts, in -dBov; default 35
 * @param minPercentile {@code audio.min_percentile}: share of an interval that must be that loud, in percent; default
 *     40
 * @param updateInterval {@code audio.update_interval} in milliseconds; default 400
 * @param smoothIntervals {@code audio.smooth_intervals}: over how many intervals a level is averaged; default 2
 * @param forwarding {@code audio.loudest} and {@code audio.loudest_from}: how many are heard at once, and how many have to send
 *     sound until not everybody is; default 6 of 20 and more. {@code audio.redundancy_on_loss}: whether RED goes to receivers
 *     alone that lose packets; default true
 */
public record AudioConfig(
        int activeLevel, int minPercentile, Duration updateInterval, int smoothIntervals, AudioRule forwarding) {
    static AudioConfig read(Section audio) {
        var result = new AudioConfig(
                audio.number("active_level", 35, 0, 127),
                audio.number("min_percentile", 40, 0, 100),
                Duration.ofMillis(audio.number("update_interval", 400, 50, 10_000)),
                audio.number("smooth_intervals", 2, 0, 100),
                new AudioRule(
                        audio.number("loudest", AudioRule.DEFAULT.loudest(), 0, 1_000),
                        audio.number("loudest_from", AudioRule.DEFAULT.from(), 0, 100_000),
                        audio.flag("redundancy_on_loss", AudioRule.DEFAULT.redundancyOnLoss())));
        audio.finish();
        return result;
    }
}
