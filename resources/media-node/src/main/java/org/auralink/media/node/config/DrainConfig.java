package org.auralink.media.node.config;

import java.time.Duration;

/**
 * How the node is emptied before it goes away.
 *
 * @param onStop {@code drain.on_stop}: whether the first SIGTERM begins a drain, at whose end the node stops; default
 *     false: it stops at once
 * @param deadline {@code drain.deadline}: how long rooms go on where whoever begins a drain says nothing else; default ten
 *     minutes, at most a day
 */
public record DrainConfig(boolean onStop, Duration deadline) {
    /** No call is worth waiting for longer, and a number with more digits is a slip. */
    public static final Duration LONGEST = Duration.ofDays(1);

    static DrainConfig read(Section drain) {
        Duration deadline = Durations.read(drain, "deadline", Duration.ofMinutes(10), "0s to 24h");
        if (deadline.compareTo(LONGEST) > 0) {
            drain.refuse("deadline", "expected at most 24h");
        }
        var result = new DrainConfig(drain.flag("on_stop", false), deadline);
        drain.finish();
        return result;
    }
}
