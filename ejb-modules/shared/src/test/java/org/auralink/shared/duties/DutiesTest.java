package org.auralink.shared.duties;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DutiesTest {
    private static final Duration SOON = Duration.ofSeconds(2);

    /** Held, so that it keeps its listener. */
    private static final Logger LOG = Logger.getLogger(Duties.class.getName());

    private final ByHand clock = new ByHand();
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<LogRecord> told = new ArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord record) {
            told.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private boolean starting;
    private int done;

    @BeforeEach
    void listen() {
        LOG.addHandler(listener);
    }

    @AfterEach
    void listenNoMore() {
        LOG.removeHandler(listener);
        clock.shutdownNow();
    }

    private Duties duties() {
        return duties(threads::add);
    }

    private Duties duties(Executor executor) {
        return new Duties(clock, executor, () -> starting);
    }

    private void work() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }

    @Test
    void aDutyThatFailsComesAgainHoweverOften() {
        duties().every(SOON, "Nothing could be done", () -> {
            if (++done < 100) {
                throw new IllegalStateException("hangs", new IllegalArgumentException("the store is away"));
            }
        });
        for (int i = 0; i < 101; i++) {
            clock.tick();
            work();
        }
        assertThat(done).isEqualTo(101);
        assertThat(told).singleElement().satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.WARNING);
            assertThat(record.getThrown()).isNull();
            assertThat(record.getParameters()[1]).hasToString("java.lang.IllegalArgumentException: the store is away");
        });
    }

    @Test
    void oneThatHangsIsNotBegunTwiceAndKeepsNoOtherWaiting() {
        duties().every(SOON, "Hangs", () -> done += 100).every(SOON, "Does not", () -> done++);
        clock.tick();
        Runnable hanging = threads.remove();
        work();
        clock.tick();
        work();
        assertThat(done).isEqualTo(2);
        hanging.run();
        clock.tick();
        work();
        assertThat(done).isEqualTo(203);
    }

    @Test
    void nothingIsDoneBeforeTheApplicationServes() {
        starting = true;
        duties().every(SOON, "Too early", () -> done++);
        clock.tick();
        work();
        assertThat(done).isZero();
        starting = false;
        clock.tick();
        work();
        assertThat(done).isEqualTo(1);
    }

    @Test
    void withoutAThreadItWaitsForTheNextTime() {
        boolean[] full = {true};
        duties(task -> {
                    if (full[0]) {
                        throw new RejectedExecutionException();
                    }
                    task.run();
                })
                .every(SOON, "No thread", () -> done++);
        clock.tick();
        assertThat(done).isZero();
        full[0] = false;
        clock.tick();
        assertThat(done).isEqualTo(1);
    }

    @Test
    void theFirstTimeIsSoonAlsoOfAnHourlyDuty() {
        try (Duties duties = duties()) {
            duties.every(SOON, "Often", () -> {}).every(Duration.ofHours(1), "Hourly", () -> {});
            assertThat(clock.firsts).containsExactly(2000L, 60_000L);
            assertThat(clock.periods).containsExactly(2000L, 3_600_000L);
        }
        assertThat(clock.plans).allMatch(ScheduledFuture::isCancelled);
    }

    /** It is time when the test says so. */
    private static final class ByHand extends ScheduledThreadPoolExecutor {
        private final List<Runnable> commands = new ArrayList<>();
        private final List<Long> firsts = new ArrayList<>();
        private final List<Long> periods = new ArrayList<>();
        private final List<ScheduledFuture<?>> plans = new ArrayList<>();

        ByHand() {
            super(0);
        }

        @Override
        public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long first, long period, TimeUnit unit) {
            commands.add(command);
            firsts.add(unit.toMillis(first));
            periods.add(unit.toMillis(period));
            ScheduledFuture<?> plan = schedule(() -> {}, 1, TimeUnit.DAYS);
            plans.add(plan);
            return plan;
        }

        void tick() {
            commands.forEach(Runnable::run);
        }
    }
}
