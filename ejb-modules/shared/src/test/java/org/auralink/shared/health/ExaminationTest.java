package org.auralink.shared.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.auralink.findings.Check;
import org.auralink.findings.Finding;
import org.auralink.testkit.MovableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExaminationTest {
    private static final Finding FINE = Finding.ok(Check.DISK, "disk", "There is room.");

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-29T12:00:00Z"));
    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable Examination examination;

    @AfterEach
    void end() {
        over.countDown();
        if (examination != null) {
            examination.end();
        }
    }

    /** Looks at these each time. */
    private Supplier<Examination.Result> of(Clock time, Duration deadline, List<Look> looks) {
        var made = new Examination(time, deadline);
        examination = made;
        return () -> made.examine(List.of(() -> looks));
    }

    private static Look look(Check check, Callable<List<Finding>> question) {
        return Look.at(check, check.id(), "Mend it.", question);
    }

    private List<Finding> hang() throws InterruptedException {
        over.await();
        return List.of(FINE);
    }

    @Test
    void whatHangsOrFailsIsAnErrorThatSaysWhatToDoAndHoldsUpNobodyElse() {
        Supplier<Examination.Result> looking = of(
                Clock.systemUTC(),
                Duration.ofMillis(300),
                List.of(
                        look(Check.REDIS, this::hang),
                        look(Check.DATABASE, () -> {
                            throw new IllegalStateException("away");
                        }),
                        look(Check.DISK, () -> List.of(FINE))));

        long began = System.nanoTime();
        List<Finding> found = looking.get().findings();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        assertThat(found)
                .as("the worst first")
                .containsExactly(
                        Finding.error(Check.REDIS, "redis", "No answer came.", "Mend it."),
                        Finding.error(Check.DATABASE, "database", "No answer came.", "Mend it."),
                        FINE);
    }

    @Test
    void howeverManyAskItIsLookedForOnceInAFewSeconds() {
        var looked = new AtomicInteger();
        Supplier<Examination.Result> looking = of(clock, Duration.ofSeconds(30), List.of(look(Check.DISK, () -> {
            looked.incrementAndGet();
            return List.of(FINE);
        })));

        IntStream.range(0, 50)
                .parallel()
                .forEach(one -> assertThat(looking.get().findings()).containsExactly(FINE));
        assertThat(looked).hasValue(1);
        clock.pass(Examination.FRESH);
        assertThat(looking.get().at()).isEqualTo(clock.instant());
        assertThat(looked).hasValue(2);
    }

    @Test
    void whatHangsIsNotAskedAgainUntilItHasGivenUp() {
        var looked = new AtomicInteger();
        Supplier<Examination.Result> looking = of(clock, Duration.ZERO, List.of(look(Check.REDIS, () -> {
            looked.incrementAndGet();
            return hang();
        })));

        for (int i = 0; i < 5; i++) {
            assertThat(looking.get().findings()).extracting(Finding::check).containsExactly(Check.REDIS);
            clock.pass(Examination.FRESH);
        }
        assertThat(looked.get()).isLessThanOrEqualTo(1);
        over.countDown();
        while (!looking.get().findings().contains(FINE)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void moreLooksThanThreadsAreAllAnswered() {
        List<Look> looks = IntStream.range(0, 200)
                .mapToObj(i -> look(Check.NODE, () -> List.of(Finding.ok(Check.NODE, "" + i, "It answers."))))
                .toList();
        assertThat(of(Clock.systemUTC(), Duration.ofSeconds(30), looks).get().findings())
                .hasSize(200)
                .doesNotContain(looks.get(0).unanswered());
    }
}
