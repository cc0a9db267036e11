package org.auralink.shared.health;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auralink.findings.Finding;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything that can be wrong from this server's point of view. Many who ask at once are one examination, which is
 * good for some seconds; each is answered in time, whatever hangs, and what hangs is not asked again until it has given up.
 */
@ApplicationScoped
public class Examination {
    /** Whoever mends something sees it after so long, and a page that is renewed all the time is no load. */
    static final Duration FRESH = Duration.ofSeconds(5);

    /** All looks together; the rest of five seconds is for the way to the answer. */
    static final Duration DEADLINE = Duration.ofMillis(3_500);

    /**
     * Looks that wait at the same time; the others wait for a place. Of their own, so that a fleet of silent nodes does not
     * take those on which readiness is asked for.
     */
    private static final int THREADS = 16;

    private static final int IDLE_SECONDS = 10;

    private static final Logger LOG = Logger.getLogger(Examination.class.getName());

    /**
     * What was found.
     *
     * @param at when it was looked for
     * @param findings the worst first
     */
    public record Result(Instant at, List<Finding> findings) {}

    private record Asked(Look look, FutureTask<List<Finding>> answer) {}

    private record Round(Instant began, List<Asked> asked) {
        boolean isOver() {
            return asked.stream().allMatch(each -> each.answer.isDone());
        }
    }

    @Inject
    private Clock clock;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "examination");
                thread.setDaemon(true);
                return thread;
            });
    private final Duration deadline;
    private @Nullable Round latest;

    /** For the container, which then fills the fields. */
    public Examination() {
        this.deadline = DEADLINE;
        threads.allowCoreThreadTimeOut(true);
    }

    Examination(Clock clock, Duration deadline) {
        this.clock = clock;
        this.deadline = deadline;
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * What is wrong now, or was a few seconds ago, and what is fine.
     *
     * @param sources those of all capabilities
     */
    public Result examine(List<FindingSource> sources) {
        Round round = current(sources);
        List<Finding> findings = new ArrayList<>();
        for (Asked each : round.asked) {
            findings.addAll(answer(each, deadline.minus(Duration.between(round.began, clock.instant()))));
        }
        findings.sort(Comparator.comparing(Finding::severity)
                .reversed()
                .thenComparing(Finding::check)
                .thenComparing(Finding::subject));
        return new Result(round.began, List.copyOf(findings));
    }

    private synchronized Round current(List<FindingSource> sources) {
        Round present = latest;
        if (present == null || present.isOver() && !present.began.plus(FRESH).isAfter(clock.instant())) {
            present = begin(sources);
            latest = present;
        }
        return present;
    }

    private Round begin(List<FindingSource> sources) {
        Instant now = clock.instant();
        List<Asked> asked = sources.stream()
                .flatMap(source -> source.looks().stream())
                .map(look -> new Asked(look, new FutureTask<>(look.question())))
                .toList();
        asked.forEach(each -> threads.execute(each.answer));
        return new Round(now, asked);
    }

    private static List<Finding> answer(Asked asked, Duration patience) {
        try {
            return asked.answer.get(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.log(
                    Level.FINE,
                    "{0} did not answer in time",
                    asked.look.unanswered().subject());
        } catch (ExecutionException e) {
            LOG.log(Level.FINE, e, () -> asked.look.unanswered().subject() + " could not be looked at");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.of(asked.look.unanswered());
    }

    @PreDestroy
    void end() {
        threads.shutdownNow();
    }
}
