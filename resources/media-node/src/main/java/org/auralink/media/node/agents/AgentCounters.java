package org.auralink.media.node.agents;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.auralink.media.node.metrics.MetricsText;

/** What happened to workers and jobs since the start, and how many there are; from any thread. */
public final class AgentCounters {
    /** What is counted of jobs. */
    public enum JobOutcome {
        /** A worker was asked whether it takes it. */
        OFFERED,
        /** A worker refused it. */
        REFUSED,
        /** A worker did not answer in time. */
        UNANSWERED,
        /** A worker has it. */
        ASSIGNED,
        /** It is offered again, because its worker is gone. */
        RESUMED,
        /** It ended as it should. */
        SUCCEEDED,
        /** It failed. */
        FAILED,
        /** It was not made, because the room has too many. */
        SHED
    }

    /** What is counted of connections to {@code /agent}. */
    public enum WorkerOutcome {
        /** It registered. */
        REGISTERED,
        /** Its token did not allow it, or what it said about itself made no sense. */
        REFUSED,
        /** There are too many. */
        FULL,
        /** It did not register in time. */
        SILENT,
        /** It sent something that is no message. */
        MALFORMED,
        /** It sent too much. */
        TOO_MUCH
    }

    /**
     * How many there are.
     *
     * @param workers that are registered
     * @param waiting jobs that nobody has, those for which there is no worker at all among them
     * @param assigned jobs that somebody has
     */
    record Present(int workers, int waiting, int assigned) {}

    private final Map<JobOutcome, LongAdder> jobs = new EnumMap<>(JobOutcome.class);
    private final Map<WorkerOutcome, LongAdder> workers = new EnumMap<>(WorkerOutcome.class);
    private volatile Present present = new Present(0, 0, 0);

    /** All at zero. */
    public AgentCounters() {
        for (JobOutcome outcome : JobOutcome.values()) {
            jobs.put(outcome, new LongAdder());
        }
        for (WorkerOutcome outcome : WorkerOutcome.values()) {
            workers.put(outcome, new LongAdder());
        }
    }

    void count(JobOutcome outcome) {
        adder(jobs, outcome).increment();
    }

    void count(WorkerOutcome outcome) {
        adder(workers, outcome).increment();
    }

    void present(Present now) {
        present = now;
    }

    /** How often it happened. */
    public long total(JobOutcome outcome) {
        return adder(jobs, outcome).sum();
    }

    /** How often it happened. */
    public long total(WorkerOutcome outcome) {
        return adder(workers, outcome).sum();
    }

    /** Writes the node's figures about agents. */
    public void write(MetricsText text) {
        Present now = present;
        text.gauge("auralink_agent_workers", "Registered agent workers.").sample(now.workers());
        text.gauge("auralink_agent_jobs", "Jobs of agents, those that wait for a worker and those that one has.")
                .sample(now.waiting(), "state", "waiting")
                .sample(now.assigned(), "state", "assigned");
        text.counter("auralink_agent_jobs_total", "What happened to jobs of agents.");
        jobs.forEach((outcome, count) -> text.sample(count.sum(), "outcome", name(outcome)));
        text.counter("auralink_agent_connections_total", "Connections of agent workers by outcome.");
        workers.forEach((outcome, count) -> text.sample(count.sum(), "outcome", name(outcome)));
    }

    private static String name(Enum<?> outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private static <K> LongAdder adder(Map<K, LongAdder> counts, K outcome) {
        LongAdder adder = counts.get(outcome);
        if (adder == null) {
            throw new IllegalStateException("every outcome has its counter");
        }
        return adder;
    }
}
