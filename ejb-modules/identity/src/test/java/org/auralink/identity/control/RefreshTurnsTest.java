package org.auralink.identity.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.auralink.identity.entity.RefreshTokenValue;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.junit.jupiter.api.Test;

class RefreshTurnsTest {
    private final RefreshTokenValue token = RefreshTokenValue.random();

    @Test
    void oneTokenIsRefreshedOnceAtATime() throws Exception {
        RefreshTurns turns = turns(100, Duration.ofSeconds(60));
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                all.add(threads.submit(() -> turns.inTurn(token, () -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    Thread.yield();
                    return Optional.of(inside.decrementAndGet());
                })));
            }
            for (Future<Integer> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void whoComesBeyondThoseWhoMayWaitIsRefusedAtOnceAndOtherTokensAreNot() throws Exception {
        RefreshTurns turns = turns(0, Duration.ofDays(1));
        CountDownLatch done = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        Thread holder = new Thread(() -> turns.inTurn(token, () -> {
            inside.countDown();
            await(done);
            return Optional.of("");
        }));
        holder.start();
        inside.await();
        try {
            refused(() -> turns.inTurn(token, () -> Optional.of("")));
            assertThat(turns.inTurn(RefreshTokenValue.random(), () -> Optional.of("other")))
                    .isEqualTo("other");
        } finally {
            done.countDown();
            holder.join();
        }
        assertThat(turns.inTurn(token, () -> Optional.of("again"))).isEqualTo("again");
    }

    @Test
    void whatIsBusyElsewhereIsTriedAgainAndGivenUpInTheEnd() {
        AtomicInteger attempts = new AtomicInteger();
        assertThat(turns(0, Duration.ofMinutes(1))
                        .inTurn(token, () -> attempts.incrementAndGet() < 3 ? Optional.empty() : Optional.of("third")))
                .isEqualTo("third");
        refused(() -> turns(0, Duration.ZERO).inTurn(token, Optional::empty));
    }

    private static RefreshTurns turns(int waiting, Duration wait) {
        return new RefreshTurns(new Limits.Sessions(Duration.ZERO, Duration.ZERO, waiting, wait, 0, Duration.ZERO));
    }

    private static void refused(Runnable attempt) {
        assertThatThrownBy(attempt::run)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isInstanceOf(Refusal.RateLimited.class));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
