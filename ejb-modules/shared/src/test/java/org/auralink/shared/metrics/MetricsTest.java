package org.auralink.shared.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.auralink.testkit.MovableClock;
import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void aFigureThatNobodyLookedUpForAMinuteIsUnknown() {
        var clock = new MovableClock(Instant.parse("2026-11-29T12:00:00Z"));
        var waiting = new Sampled(clock);
        assertThat(waiting.value()).isNaN();
        waiting.is(3);
        clock.pass(Duration.ofSeconds(60));
        assertThat(waiting.value()).isEqualTo(3);
        clock.pass(Duration.ofMillis(1));
        assertThat(waiting.value()).isNaN();
        waiting.is(4);
        waiting.isUnknown();
        assertThat(waiting.value()).isNaN();
    }

    @Test
    void thePageIsInTheTextFormatWithHelpAndTypeOfEach() {
        Metrics.counter("auralink_test_things", "Things of a test.", "kind").initLabelValues("good");
        Metrics.histogram("auralink_test_seconds", "How long a test takes.", Metrics.SECONDS)
                .observe(0.3);
        Metrics.gauge("auralink_test_unknown", "Nobody knows.", () -> Double.NaN);
        String page = new String(Metrics.page(), StandardCharsets.UTF_8);
        assertThat(page)
                .contains("# HELP auralink_test_things_total Things of a test.\n")
                .contains("# TYPE auralink_test_things_total counter\n")
                .contains("auralink_test_things_total{kind=\"good\"} 0.0\n")
                .contains("auralink_test_seconds_bucket{le=\"0.25\"} 0\n")
                .contains("auralink_test_seconds_bucket{le=\"0.5\"} 1\n")
                .contains("auralink_test_unknown NaN\n")
                .contains("jvm_memory_used_bytes{area=\"heap\"}");
    }
}
