package org.auralink.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepeatedTest {
    private long now;
    private final Repeated log = new Repeated(() -> now);

    @Test
    void aFloodOfTheSameIsSaidOnceInAWhileWithHowOftenItHappened() {
        assertThat(log.happened("the pool is empty")).isEqualTo(1);
        assertThat(IntStream.range(0, 1000).map(i -> log.happened("the pool is empty")))
                .containsOnly(0);
        now += Repeated.PAUSE.toNanos();

        assertThat(log.happened("the pool is empty")).isEqualTo(1001);
        now += Repeated.PAUSE.toNanos();
        assertThat(log.happened("the pool is empty")).isEqualTo(1);
    }

    @Test
    void somethingElseIsSaidAtOnce() {
        log.happened("the pool is empty");

        assertThat(log.happened("the disk is full")).isEqualTo(1);
    }

    @Test
    void whatIsRememberedIsBounded() {
        IntStream.range(0, 1000).forEach(i -> log.happened("fault " + i));

        assertThat(log.happened("fault 0")).as("forgotten, so said again").isEqualTo(1);
        assertThat(log.happened("fault 999")).isZero();
    }
}
