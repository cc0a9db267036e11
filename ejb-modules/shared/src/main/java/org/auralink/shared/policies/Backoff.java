package org.auralink.shared.policies;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import org.auralink.shared.settings.Settings;

/**
 * Waits between attempts that double, with jitter, so that those who failed together do not come back together.
 *
 * @param first the wait after the first attempt
 * @param longest no wait is longer, jitter included
 * @param jitter in percent: how much a wait may be longer or shorter
 */
public record Backoff(Duration first, Duration longest, int jitter) {
    private static final double DOUBLE = 2.0;
    private static final int PERCENT = 100;

    /** Doubled thirty times, the shortest wait is longer than any longest one: the power must not overflow. */
    private static final int STEPS = 30;

    /** @throws org.auralink.shared.settings.SettingException naming the setting that is wrong */
    public static Backoff from(Settings settings) {
        return new Backoff(
                Duration.ofMillis(settings.integer(PolicySettings.BACKOFF_FIRST)),
                Duration.ofMillis(settings.integer(PolicySettings.BACKOFF_LONGEST)),
                settings.integer(PolicySettings.BACKOFF_JITTER));
    }

    /** @param attempt the number of the one that failed, from 1 */
    public Duration after(int attempt) {
        long wait = IntervalFunction.ofExponentialRandomBackoff(
                        first.toMillis(), DOUBLE, (double) jitter / PERCENT, longest.toMillis())
                .apply(Math.min(attempt, STEPS));
        return Duration.ofMillis(wait);
    }
}
