package org.auralink.media.node.config;

import java.time.Duration;

/**
 * How video is asked for.
 *
 * @param pauseDelay {@code video.dynacast_pause_delay}: for how long nobody has to want a layer, until its publisher is
 *     asked to pause it; default 5 s, at most ten minutes
 */
public record VideoConfig(Duration pauseDelay) {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    static VideoConfig read(Section video) {
        Duration delay = Durations.read(video, "dynacast_pause_delay", Duration.ofSeconds(5), "0s to 10m");
        if (delay.compareTo(LONGEST) > 0) {
            video.refuse("dynacast_pause_delay", "expected at most 10m");
        }
        video.finish();
        return new VideoConfig(delay);
    }
}
