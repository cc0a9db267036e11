package org.auralink.shared.policies;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.IllegalStateTransitionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Asks one dependency (one media node, Redis, PostgreSQL) by a {@link Policy}. So many failures in a row open its circuit;
 * then nobody waits for it, until a while has passed or there was a sign of life. One question, the probe, is let through
 * next, and its outcome decides for all. Whatever ends a probe, also a fault or a cancellation, frees its place.
 *
 * <p>The circuit and the places are Resilience4j's; docs/adr/0011-policies.md says why those of MicroProfile do not do.
 */
public final class Guard {
    private static final Logger LOG = Logger.getLogger(Guard.class.getName());

    private static final float EACH = 100f;
    private static final Duration CROWDED_RETRY_AFTER = Duration.ofSeconds(1);

    /** Somebody looks every five seconds whether it is back, so nobody is sent away for the whole time. */
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(10);

    /** Lets time pass between two attempts; a test looks only how long. */
    @FunctionalInterface
    public interface Pause {
        void pass(Duration time) throws InterruptedException;
    }

    private final String name;
    private final String spoken;
    private final Policy policy;
    private final Predicate<Throwable> failure;
    private final Clock clock;
    private final Pause pause;
    private final CircuitBreaker circuit;
    private final Bulkhead places;
    private volatile Instant openedAt = Instant.EPOCH;

    /**
     * @param name in metrics and logs
     * @param spoken as a person would call it: {@code The database}
     * @param failure what says that the dependency did not answer; anything else that is thrown is an answer
     */
    public Guard(String name, String spoken, Policy policy, Predicate<Throwable> failure, Clock clock) {
        this(name, spoken, policy, failure, clock, time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
    }

    Guard(String name, String spoken, Policy policy, Predicate<Throwable> failure, Clock clock, Pause pause) {
        this.name = name;
        this.spoken = spoken;
        this.policy = policy;
        this.failure = failure;
        this.clock = clock;
        this.pause = pause;
        this.circuit = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindow(policy.failures(), policy.failures(), SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(EACH)
                        .waitDurationInOpenState(policy.open())
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .recordException(failure)
                        // Neither is an answer, nor the dependency's fault.
                        .ignoreException(thrown -> thrown instanceof CancellationException
                                || thrown instanceof BulkheadFullException
                                || thrown instanceof Error)
                        .writableStackTraceEnabled(false)
                        .clock(clock)
                        .build());
        this.places = Bulkhead.of(
                name,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(policy.concurrent())
                        .maxWaitDuration(Duration.ZERO)
                        .writableStackTraceEnabled(false)
                        .build());
        circuit.getEventPublisher()
                .onStateTransition(event -> changed(event.getStateTransition().getToState()));
    }

    /**
     * Asks once. For what must not happen twice, and for what has a quicker way out than a second attempt.
     *
     * @throws AwayException when the dependency is not asked at all
     */
    public <T> T once(Supplier<T> question) {
        try {
            circuit.acquirePermission();
        } catch (CallNotPermittedException e) {
            throw new AwayException(spoken, untilProbe(), e);
        }
        long begin = circuit.getCurrentTimestamp();
        try {
            T answer = places.executeSupplier(question);
            circuit.onSuccess(circuit.getCurrentTimestamp() - begin, circuit.getTimestampUnit());
            return answer;
        } catch (BulkheadFullException e) {
            circuit.onError(0, circuit.getTimestampUnit(), e);
            throw new AwayException(spoken, CROWDED_RETRY_AFTER, e);
        } catch (RuntimeException | Error e) {
            circuit.onError(circuit.getCurrentTimestamp() - begin, circuit.getTimestampUnit(), e);
            throw e;
        }
    }

    /**
     * Asks again after a failure, with growing waits, for as long as the policy has patience. For what can be repeated
     * safely: reads, what sets a state, and what carries a key by which the other side knows it again. An interrupt ends
     * the waiting with the last failure.
     *
     * @throws AwayException when the dependency is not asked at all
     */
    public <T> T repeatably(Supplier<T> question) {
        long begin = clock.millis();
        for (int attempt = 1; ; attempt++) {
            try {
                return once(question);
            } catch (RuntimeException e) {
                boolean again = attempt < policy.attempts()
                        && failure.test(e)
                        && clock.millis() - begin < policy.patience().toMillis();
                if (!again || !passed(policy.backoff().after(attempt))) {
                    throw e;
                }
            }
        }
    }

    private boolean passed(Duration time) {
        try {
            pause.pass(time);
            return true;
        } catch (InterruptedException e) {
            // The caller's deadline, answered by the failure. A thread that stayed interrupted could not write the
            // response that it has to write next.
            return false;
        }
    }

    /** The dependency answered somebody who asked it without this guard: an open circuit lets a probe through at once. */
    public void signOfLife() {
        if (circuit.getState() == State.OPEN) {
            try {
                circuit.transitionToHalfOpenState();
            } catch (IllegalStateTransitionException e) {
                // Somebody else was quicker.
            }
        }
    }

    /** The dependency did not answer who looked for nothing else: nobody has to find out by waiting for it. */
    public void noSignOfLife() {
        if (circuit.getState() == State.CLOSED) {
            circuit.transitionToOpenState();
        }
    }

    /** Whether questions are answered by fallbacks: the circuit is not closed. */
    public boolean isAway() {
        return circuit.getState() != State.CLOSED;
    }

    /** For metrics: 0 closed, 1 half open, 2 open. */
    public int state() {
        return switch (circuit.getState()) {
            case OPEN, FORCED_OPEN -> 2;
            case HALF_OPEN -> 1;
            default -> 0;
        };
    }

    public String name() {
        return name;
    }

    private Duration untilProbe() {
        Duration left = Duration.between(clock.instant(), openedAt.plus(policy.open()));
        if (left.compareTo(LONGEST_RETRY_AFTER) > 0) {
            return LONGEST_RETRY_AFTER;
        }
        return left.compareTo(CROWDED_RETRY_AFTER) < 0 ? CROWDED_RETRY_AFTER : left;
    }

    private void changed(State to) {
        if (to == State.OPEN) {
            openedAt = clock.instant();
            LOG.log(
                    Level.WARNING,
                    "{0} does not answer and is left alone for {1} s, or until it shows life.",
                    new Object[] {name, policy.open().toSeconds()});
        } else if (to == State.CLOSED) {
            LOG.log(Level.INFO, "{0} answers again.", name);
        }
    }
}
