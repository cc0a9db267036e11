package org.auralink.shared.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.auralink.testkit.MovableClock;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), 10);
    private static final Duration OPEN = Duration.ofSeconds(60);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-29T02:00:00Z"));
    private final List<Duration> waits = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();

    private final Guard guard = guard(new Policy(3, Duration.ofSeconds(3), BACKOFF, 5, OPEN, 200));

    /** The dependency does not answer. */
    private static final class Silent extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Guard guard(Policy policy) {
        return new Guard("it", "The thing", policy, Silent.class::isInstance, clock, time -> {
            waits.add(time);
            clock.pass(time);
        });
    }

    private Supplier<String> failing(RuntimeException with) {
        return () -> {
            asked.incrementAndGet();
            throw with;
        };
    }

    private String answered() {
        asked.incrementAndGet();
        return "yes";
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> guard.once(failing(new Silent()))).isInstanceOf(Silent.class);
        }
    }

    private void isNotAsked() {
        int before = asked.get();
        assertThatThrownBy(() -> guard.once(this::answered)).isInstanceOf(AwayException.class);
        assertThat(asked).hasValue(before);
    }

    @Test
    void fiveFailuresInARowOpenTheCircuitAndFourDoNot() {
        fail(4);
        assertThat(guard.once(this::answered)).isEqualTo("yes");
        fail(4);
        assertThat(guard.state()).isZero();
        fail(1);
        assertThat(guard.state()).isEqualTo(2);
        isNotAsked();
    }

    @Test
    void whatTheDependencyRefusesIsAnAnswer() {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> guard.once(failing(new IllegalArgumentException("no"))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(guard.state()).isZero();
    }

    @Test
    void aRefusalSaysWhatIsAwayAndUntilWhen() {
        fail(5);
        assertRetryAfter(Duration.ofSeconds(10));
        clock.pass(Duration.ofSeconds(53));
        assertRetryAfter(Duration.ofSeconds(7));
        clock.pass(Duration.ofSeconds(7));
        assertRetryAfter(Duration.ofSeconds(1));
    }

    private void assertRetryAfter(Duration expected) {
        assertThatThrownBy(() -> guard.once(this::answered)).isInstanceOfSatisfying(AwayException.class, away -> {
            assertThat(away.dependency()).isEqualTo("The thing");
            assertThat(away.retryAfter()).isEqualTo(expected);
        });
    }

    @Test
    void afterAMinuteAProbeThatSucceedsClosesTheCircuit() {
        fail(5);
        clock.pass(OPEN);
        isNotAsked();
        clock.pass(Duration.ofMillis(1));
        assertThat(guard.once(this::answered)).isEqualTo("yes");
        assertThat(guard.state()).isZero();
        fail(4);
        assertThat(guard.state()).as("failures before the outage count no more").isZero();
    }

    @Test
    void aProbeThatFailsOpensTheCircuitForAnotherMinute() {
        fail(5);
        clock.pass(OPEN.plusMillis(1));
        fail(1);
        assertThat(guard.state()).isEqualTo(2);
        clock.pass(OPEN);
        isNotAsked();
        clock.pass(Duration.ofMillis(1));
        assertThat(guard.once(this::answered)).isEqualTo("yes");
    }

    @Test
    void aSignOfLifeLetsAProbeThroughBeforeTheMinuteIsOver() {
        guard.signOfLife();
        assertThat(guard.state()).as("a closed circuit stays closed").isZero();
        fail(5);
        guard.signOfLife();
        assertThat(guard.state()).isEqualTo(1);
        fail(1);
        assertThat(guard.state()).isEqualTo(2);
        guard.signOfLife();
        guard.signOfLife();
        assertThat(guard.once(this::answered)).isEqualTo("yes");
        assertThat(guard.state()).isZero();
    }

    @Test
    void ofAHundredThreadsOneProbes() throws Exception {
        fail(5);
        clock.pass(OPEN.plusMillis(1));
        asked.set(0);
        int threads = 100;
        CyclicBarrier together = new CyclicBarrier(threads);
        CountDownLatch refused = new CountDownLatch(threads - 1);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(pool.submit(() -> {
                    together.await();
                    try {
                        return guard.once(() -> {
                            asked.incrementAndGet();
                            // The probe is under way until everybody else has been told.
                            await(refused);
                            return true;
                        });
                    } catch (AwayException e) {
                        refused.countDown();
                        return false;
                    }
                }));
            }
            int probes = 0;
            for (Future<Boolean> one : all) {
                probes += one.get() ? 1 : 0;
            }
            assertThat(probes).isEqualTo(1);
            assertThat(asked).hasValue(1);
            assertThat(guard.state()).isZero();
        } finally {
            pool.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aProbeThatIsCancelledOrEndsInAFaultFreesItsPlace() {
        fail(5);
        clock.pass(OPEN.plusMillis(1));
        assertThatThrownBy(() -> guard.once(failing(new CancellationException())))
                .isInstanceOf(CancellationException.class);
        assertThat(guard.state()).as("nothing was learnt").isEqualTo(1);
        assertThatThrownBy(() -> guard.once(() -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);
        assertThat(guard.state()).isEqualTo(1);
        assertThat(guard.once(this::answered)).isEqualTo("yes");
        assertThat(guard.state()).isZero();
    }

    @Test
    void whatCanBeRepeatedIsTriedThreeTimesWithGrowingWaits() {
        assertThatThrownBy(() -> guard.repeatably(failing(new Silent()))).isInstanceOf(Silent.class);
        assertThat(asked).hasValue(3);
        assertThat(waits).hasSize(2);
        assertThat(waits.get(0)).isBetween(Duration.ofMillis(90), Duration.ofMillis(110));
        assertThat(waits.get(1)).isBetween(Duration.ofMillis(180), Duration.ofMillis(220));
    }

    @Test
    void whatMustNotHappenTwiceAndWhatWasRefusedIsAskedOnce() {
        assertThatThrownBy(() -> guard.once(failing(new Silent()))).isInstanceOf(Silent.class);
        assertThatThrownBy(() -> guard.repeatably(failing(new IllegalStateException("no"))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(asked).hasValue(2);
        assertThat(waits).isEmpty();
    }

    @Test
    void repeatingEndsWhenTheCircuitOpensAndWhenPatienceIsOver() {
        fail(4);
        asked.set(0);
        assertThatThrownBy(() -> guard.repeatably(failing(new Silent()))).isInstanceOf(AwayException.class);
        assertThat(asked).hasValue(1);

        Guard slow = guard(new Policy(3, Duration.ofSeconds(3), BACKOFF, 5, OPEN, 200));
        asked.set(0);
        assertThatThrownBy(() -> slow.repeatably(() -> {
                    asked.incrementAndGet();
                    clock.pass(Duration.ofSeconds(3));
                    throw new Silent();
                }))
                .isInstanceOf(Silent.class);
        assertThat(asked).hasValue(1);
    }

    @Test
    void anInterruptEndsTheWaitingWithTheLastFailure() {
        Guard interrupted = new Guard(
                "it",
                "The thing",
                new Policy(3, Duration.ofSeconds(3), BACKOFF, 5, OPEN, 1),
                Silent.class::isInstance,
                clock,
                time -> {
                    throw new InterruptedException();
                });
        assertThatThrownBy(() -> interrupted.repeatably(failing(new Silent()))).isInstanceOf(Silent.class);
        assertThat(asked).hasValue(1);
    }

    @Test
    void beyondItsPlacesNobodyWaitsAndNothingCountsAsAFailure() {
        Guard narrow = guard(new Policy(1, Duration.ZERO, BACKOFF, 5, OPEN, 1));
        String outer = narrow.once(() -> {
            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(() -> narrow.once(this::answered))
                        .isInstanceOfSatisfying(
                                AwayException.class,
                                away -> assertThat(away.retryAfter()).isEqualTo(Duration.ofSeconds(1)));
            }
            return "done";
        });
        assertThat(outer).isEqualTo("done");
        assertThat(asked).hasValue(0);
        assertThat(narrow.once(this::answered)).isEqualTo("yes");
    }

    @Test
    void eachNodeHasACircuitOfItsOwn() {
        Guards guards = Guards.standard(clock);
        Guard first = guards.node("http://a:7880", Silent.class::isInstance);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> first.once(failing(new Silent()))).isInstanceOf(Silent.class);
        }
        assertThat(guards.node("http://a:7880", Silent.class::isInstance).isAway())
                .isTrue();
        assertThat(guards.node("http://b:7880", Silent.class::isInstance).once(this::answered))
                .isEqualTo("yes");
        guards.nodeShowedLife("http://a:7880");
        assertThat(first.once(this::answered)).isEqualTo("yes");
        guards.nodeShowedLife("http://unknown:7880");
    }
}
