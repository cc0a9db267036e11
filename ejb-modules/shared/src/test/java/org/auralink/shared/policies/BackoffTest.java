package org.auralink.shared.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.auralink.shared.settings.Settings;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final int SAMPLES = 500;

    private final Backoff standard = Backoff.from(Settings.none());

    @Test
    void waitsBeginWithATenthOfASecondAndDouble() {
        for (int attempt = 1; attempt <= 6; attempt++) {
            double step = 100 * Math.pow(2, attempt - 1);
            for (int i = 0; i < SAMPLES; i++) {
                assertThat((double) standard.after(attempt).toMillis()).isBetween(step * 0.9 - 1, step * 1.1);
            }
        }
    }

    @Test
    void noWaitIsLongerThanTheLongestJitterIncluded() {
        for (int attempt : new int[] {7, 8, 9, 20, 63, 1_000_000, Integer.MAX_VALUE}) {
            for (int i = 0; i < SAMPLES; i++) {
                assertThat(standard.after(attempt)).isBetween(Duration.ofMillis(5_700), Duration.ofSeconds(10));
            }
        }
    }

    @Test
    void thoseWhoFailedTogetherDoNotComeBackTogether() {
        Set<Duration> waits = new HashSet<>();
        for (int i = 0; i < SAMPLES; i++) {
            waits.add(standard.after(4));
        }
        assertThat(waits).hasSizeGreaterThan(20);
    }
}
