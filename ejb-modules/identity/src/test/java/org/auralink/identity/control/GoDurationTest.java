package org.auralink.identity.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GoDurationTest {
    @Test
    void whatGoWritesIsRead() {
        assertThat(GoDuration.parse("24h")).contains(Duration.ofHours(24));
        assertThat(GoDuration.parse("1h30m")).contains(Duration.ofMinutes(90));
        assertThat(GoDuration.parse("1.5h")).contains(Duration.ofMinutes(90));
        assertThat(GoDuration.parse("100ms")).contains(Duration.ofMillis(100));
        assertThat(GoDuration.parse("2h45m10.5s")).contains(Duration.ofMillis(9_910_500));
        assertThat(GoDuration.parse("1us1ns")).contains(Duration.ofNanos(1_001));
        assertThat(GoDuration.parse("876000h")).contains(Duration.ofDays(36_500));
    }

    @Test
    void everythingElseIsNone() {
        for (String wrong : new String[] {
            "",
            "24",
            "h",
            "1d",
            "-1h",
            "+1h",
            "1 h",
            "1h ",
            "0h",
            "0.5ns",
            "9999999999h",
            "1e9h",
            "none",
            "1".repeat(9_000) + "h"
        }) {
            assertThat(GoDuration.parse(wrong)).as(wrong).isEmpty();
        }
    }
}
