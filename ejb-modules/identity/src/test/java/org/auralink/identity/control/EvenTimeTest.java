package org.auralink.identity.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long an answer takes tells nothing. */
class EvenTimeTest {
    private long now = 7;
    private final EvenTime time = new EvenTime(() -> now, wait -> now += Math.max(1, wait / 2));

    @ParameterizedTest
    @CsvSource({"0, 50", "9, 50", "11, 50", "49, 50", "50, 100", "120, 150"})
    void answersComeAfterWholeSteps(long work, long answered) {
        assertThat(took(() -> time.answer(() -> now += Duration.ofMillis(work).toNanos())))
                .isEqualTo(Duration.ofMillis(answered));
    }

    @Test
    void failuresDoToo() {
        assertThat(took(() -> assertThatThrownBy(() -> time.answer(() -> {
                            throw new IllegalStateException("away");
                        }))
                        .hasMessage("away")))
                .isEqualTo(EvenTime.DATABASE);
    }

    @Test
    void aThreadThatIsToEndWaitsForNothing() {
        Thread.currentThread().interrupt();
        try {
            assertThat(took(() -> time.begin().even(EvenTime.HASHING))).isZero();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private Duration took(Runnable work) {
        long before = now;
        work.run();
        return Duration.ofNanos(now - before);
    }
}
