package org.auralink.media.connector.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutageTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Outage outage = new Outage(Duration.ofSeconds(12), Duration.ofSeconds(2));

    @Test
    void aNodeIsLostTwelveSecondsAfterItsLastSignOfLife() {
        outage.began(START);
        outage.began(START.plusSeconds(5));
        assertThat(outage.lost(START.plusMillis(11_999))).isNull();
        assertThat(outage.lost(START.plusSeconds(12))).isEqualTo(START);
    }

    @Test
    void aNodeWhoseAddressRefusesConnectionsIsLostSooner() {
        outage.began(START);
        outage.failed(true, START.plusMillis(100));
        assertThat(outage.isOpen(START.plusMillis(100))).isTrue();
        outage.failed(true, START.plusMillis(2_099));
        assertThat(outage.lost(START.plusMillis(2_099))).isNull();
        assertThat(outage.lost(START.plusMillis(2_100))).isEqualTo(START);
        assertThat(outage.refusedFor(START.plusMillis(2_100))).isEqualTo(Duration.ofSeconds(2));
        assertThat(outage.isOpen(START.plusMillis(2_100))).isFalse();
    }

    @Test
    void anAttemptThatFailsOtherwiseIsNoRefusal() {
        outage.began(START);
        outage.failed(true, START);
        outage.failed(false, START.plusSeconds(1));
        assertThat(outage.refusedFor(START.plusSeconds(2))).isNull();
        outage.failed(true, START.plusSeconds(2));
        assertThat(outage.lost(START.plusSeconds(3))).isNull();
        assertThat(outage.lost(START.plusSeconds(4))).isEqualTo(START);
        outage.over();
        outage.began(START.plusSeconds(4));
        assertThat(outage.lost(START.plusSeconds(5))).isNull();
    }

    @Test
    void aLossIsToldOnceUntilTheNodeWasBack() {
        outage.began(START);
        assertThat(outage.lost(START.plusSeconds(20))).isNotNull();
        outage.told();
        assertThat(outage.lost(START.plusSeconds(30))).isNull();
        outage.over();
        outage.began(START.plusSeconds(40));
        assertThat(outage.lost(START.plusSeconds(60))).isEqualTo(START.plusSeconds(40));
    }

    @Test
    void aNodeThatAnswersIsNotLost() {
        assertThat(outage.lost(START)).isNull();
        outage.began(START);
        outage.over();
        assertThat(outage.lost(START.plusSeconds(60))).isNull();
    }

    @Test
    void pausesDoubleToTheLongestAndBeginAnew() {
        Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(4), new Random(7));
        long[] expected = {250, 500, 1000, 2000, 4000, 4000};
        for (long most : expected) {
            assertThat(backoff.next()).isBetween(Duration.ofMillis(most * 2 / 3), Duration.ofMillis(most));
        }
        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(250));
    }
}
