package org.auralink.calls.control;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.auralink.calls.entity.EndReason;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.metrics.Metrics;
import org.auralink.shared.metrics.Sampled;
import org.auralink.shared.policies.AwayException;

/** What happens to calls, counted for the operator. From any thread. */
@ApplicationScoped
public class CallMetrics {
    private static final double NANOS = 1e9;

    /** From a wrong number to a day's conference. */
    private static final double[] CALL_SECONDS = {10, 60, 300, 900, 1_800, 3_600, 7_200, 14_400, 86_400};

    private static final Counter STARTED =
            Metrics.counter("auralink_calls_started", "Calls whose first participant came.");
    private static final Counter ENDED = Metrics.counter("auralink_calls_ended", "Calls that were over.", "reason");
    private static final Histogram DURATION = Metrics.histogram(
            "auralink_call_duration_seconds", "How long calls were, from the first participant on.", CALL_SECONDS);
    private static final Counter ENTERED =
            Metrics.counter("auralink_call_participants_joined", "Participants who came into calls.");
    private static final Counter LEFT =
            Metrics.counter("auralink_call_participants_left", "Participants who left calls.");
    private static final Counter JOINS = Metrics.counter(
            "auralink_joins", "Requests to enter a call, of members and guests, by outcome.", "outcome");
    private static final Histogram JOIN_DURATION =
            Metrics.histogram("auralink_join_duration_seconds", "How long it took to answer them.", Metrics.SECONDS);
    private static final Sampled WAITING = Sampled.bySystemClock();
    private static final Sampled ACTIVE = Sampled.bySystemClock();
    private static final Sampled INTERRUPTED = Sampled.bySystemClock();

    static {
        Stream.of(EndReason.values()).forEach(reason -> ENDED.initLabelValues(reason.wireName()));
        Stream.of("issued", "waiting", "refused", "unavailable", "failed").forEach(JOINS::initLabelValues);
        Metrics.gauges(
                "auralink_calls",
                "Calls that are not over, of all servers together.",
                samples -> {
                    samples.call(WAITING.value(), "waiting");
                    samples.call(ACTIVE.value(), "active");
                    samples.call(INTERRUPTED.value(), "interrupted");
                },
                "status");
    }

    /** Has the class loaded at deployment, so that everything reads 0 from the start. */
    void deployed(@Observes @Initialized(ApplicationScoped.class) Object event) {
        // Loaded by being called.
    }

    /** The first participant is in a call. */
    public static void started() {
        STARTED.inc();
    }

    /**
     * A call is over.
     *
     * @param reason by its name in the database
     * @param seconds how long it was
     */
    public static void ended(String reason, int seconds) {
        ENDED.labelValues(reason).inc();
        DURATION.observe(seconds);
    }

    /** Somebody came in. */
    public static void entered() {
        ENTERED.inc();
    }

    /** Somebody left. */
    public static void left() {
        LEFT.inc();
    }

    /** Somebody counted those that are not over; interrupted ones are active ones that wait for another node. */
    public static void counted(long waiting, long active, long interrupted) {
        WAITING.is(waiting);
        ACTIVE.is(active);
        INTERRUPTED.is(interrupted);
    }

    /**
     * Counts and times a request to enter a call.
     *
     * @param admitted whether the answer is a ticket; else it is a place in the lobby
     */
    public static <T> T join(Supplier<T> request, Predicate<T> admitted) {
        long begin = System.nanoTime();
        String outcome = "failed";
        try {
            T answer = request.get();
            outcome = admitted.test(answer) ? "issued" : "waiting";
            return answer;
        } catch (RefusedException e) {
            outcome = e.refusal() instanceof Refusal.Unavailable ? "unavailable" : "refused";
            throw e;
        } catch (AwayException e) {
            outcome = "unavailable";
            throw e;
        } finally {
            JOINS.labelValues(outcome).inc();
            JOIN_DURATION.observe((System.nanoTime() - begin) / NANOS);
        }
    }
}
