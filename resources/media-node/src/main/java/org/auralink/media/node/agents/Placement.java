package org.auralink.media.node.agents;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import livekit.LivekitAgent.AvailabilityResponse;
import livekit.LivekitAgent.JobStatus;
import livekit.LivekitAgent.UpdateJobStatus;
import org.auralink.media.node.agents.AgentCounters.JobOutcome;
import org.auralink.media.room.model.DisconnectReason;
import org.jspecify.annotations.Nullable;

/**
 * Brings jobs to workers: a job waits until a worker takes it, and again when that worker is gone. One thread; {@code now}
 * is nanoseconds of any clock.
 */
final class Placement {
    private static final int MOST_DOUBLINGS = 16;

    private final AgentLimits limits;
    private final Workers workers;
    private final AgentHands hands;
    private final InstantSource clock;
    private final AgentCounters counters;
    private final Timers timers;
    /** Jobs that somebody may be asked about. */
    private final JobsByGroup waiting = new JobsByGroup();
    /** Jobs about which everybody was asked. */
    private final JobsByGroup resting = new JobsByGroup();

    Placement(
            AgentLimits limits,
            Workers workers,
            AgentHands hands,
            InstantSource clock,
            AgentCounters counters,
            Timers timers) {
        this.limits = limits;
        this.workers = workers;
        this.hands = hands;
        this.clock = clock;
        this.counters = counters;
        this.timers = timers;
    }

    /** How many jobs nobody has. */
    int waiting() {
        return waiting.size() + resting.size();
    }

    /** A new job. */
    void place(long now, Job job) {
        job.room().jobs().add(job);
        Person person = job.person();
        if (person != null) {
            person.jobs().add(job);
        }
        await(now, job, false);
    }

    private void await(long now, Job job, boolean resuming) {
        job.become(unixNanos(), new JobState.Waiting(resuming));
        waiting.add(job);
        offer(now, job);
    }

    private void noLongerWaits(Job job) {
        waiting.remove(job);
        resting.remove(job);
    }

    /** Asks somebody about a job that waits, when there is somebody. */
    private void offer(long now, Job job) {
        if (!(job.state() instanceof JobState.Waiting state)) {
            return;
        }
        Worker only = job.only();
        Worker worker = only == null ? workers.choose(job) : only;
        if (worker == null) {
            if (workers.allAsked(job)) {
                askAgainLater(now, job);
            }
            return;
        }
        noLongerWaits(job);
        var offered = new JobState.Offered(worker, now + limits.answerWithin().toNanos(), state.resuming());
        job.become(unixNanos(), offered);
        worker.offered().put(job.id(), job);
        counters.count(JobOutcome.OFFERED);
        worker.send(AgentMessages.availability(job, worker, state.resuming()));
        timers.at(offered.until(), at -> {
            if (job.state().equals(offered)) {
                counters.count(JobOutcome.UNANSWERED);
                passOn(at, job, offered);
            }
        });
    }

    /** Everybody was asked. Those who refused may have reasons that pass; a worker that comes new is asked at once. */
    private void askAgainLater(long now, Job job) {
        waiting.remove(job);
        resting.add(job);
        Duration pause = limits.askAgain().multipliedBy(1L << Math.min(job.nextRound(), MOST_DOUBLINGS));
        Duration most = limits.askAgainAtMost();
        long until = now + (pause.compareTo(most) < 0 ? pause : most).toNanos();
        job.restUntil(until);
        timers.at(until, at -> {
            if (job.restsUntil() == until && resting.remove(job)) {
                job.asked().clear();
                waiting.add(job);
                offer(at, job);
            }
        });
    }

    private void passOn(long now, Job job, JobState.Offered offered) {
        Worker worker = offered.worker();
        worker.offered().remove(job.id());
        job.asked().add(worker);
        if (job.only() != null || job.isPointless()) {
            end(job, "no worker took it");
        } else {
            await(now, job, offered.resuming());
        }
        ready(now, worker.registration().group());
    }

    /** A worker can be asked about more. */
    private void ready(long now, WorkerGroup group) {
        if (!workers.anyReady(group)) {
            return;
        }
        for (Job job : waiting.of(group)) {
            offer(now, job);
            if (!workers.anyReady(group)) {
                return;
            }
        }
    }

    /** A worker came, or has room again: what it refused before is a new question. */
    void workerReady(long now, Worker worker) {
        WorkerGroup group = worker.registration().group();
        waiting.of(group).forEach(job -> job.asked().remove(worker));
        for (Job job : resting.of(group)) {
            resting.remove(job);
            job.asked().remove(worker);
            waiting.add(job);
        }
        ready(now, group);
    }

    /** A worker says whether it takes a job. */
    void answered(long now, Worker worker, AvailabilityResponse answer) {
        Job job = worker.offered().get(answer.getJobId());
        if (job == null || !(job.state() instanceof JobState.Offered offered)) {
            // It took too long, or the room or the dispatch is gone meanwhile.
            return;
        }
        if (answer.getTerminate()) {
            end(job, "");
            ready(now, worker.registration().group());
            return;
        }
        AgentHands.Agent agent = agent(job, answer);
        if (!answer.getAvailable() || job.isPointless() || !hands.fault(agent).isEmpty()) {
            counters.count(JobOutcome.REFUSED);
            passOn(now, job, offered);
            return;
        }
        worker.offered().remove(job.id());
        assign(job, worker, agent);
        ready(now, worker.registration().group());
    }

    private static AgentHands.Agent agent(Job job, AvailabilityResponse answer) {
        String identity = answer.getParticipantIdentity();
        Map<String, String> attributes = new LinkedHashMap<>(answer.getParticipantAttributesMap());
        attributes.put("lk.agent_name", job.dispatch().agentName());
        return new AgentHands.Agent(
                identity.isEmpty() ? "agent-" + job.id() : identity,
                answer.getParticipantName(),
                answer.getParticipantMetadata(),
                attributes);
    }

    private void assign(Job job, Worker worker, AgentHands.Agent agent) {
        AgentRoom room = job.room();
        Job namesake = room.agents().put(agent.identity(), job);
        if (namesake != null && namesake != job) {
            end(namesake, "another job's agent has its identity");
        }
        String before = job.identity();
        if (!before.isEmpty()
                && !before.equals(agent.identity())
                && !room.agents().containsKey(before)) {
            // The one whose worker is gone may still be there, and need not know that it was replaced.
            hands.remove(room.name(), before);
        }
        job.belongsTo(worker, agent.identity());
        job.become(unixNanos(), new JobState.Assigned(worker));
        worker.jobs().put(job.id(), job);
        job.dispatch().tellOf(job);
        counters.count(JobOutcome.ASSIGNED);
        worker.send(AgentMessages.assignment(job, worker, hands.token(worker, room.name(), agent)));
    }

    /** A worker says how a job goes. */
    void updated(Worker worker, UpdateJobStatus update) {
        Job job = worker.jobs().get(update.getJobId());
        if (job == null) {
            return;
        }
        if (update.getStatus() == JobStatus.JS_RUNNING) {
            runs(job);
        } else if (update.getStatus() == JobStatus.JS_SUCCESS) {
            end(job, "");
        } else if (update.getStatus() == JobStatus.JS_FAILED) {
            String error = update.getError();
            end(job, error.isEmpty() ? "failed" : cut(error));
        }
    }

    private String cut(String text) {
        return text.codePointCount(0, text.length()) <= limits.errorLength()
                ? text
                : text.substring(0, text.offsetByCodePoints(0, limits.errorLength()));
    }

    /** Somebody was let in who may be an agent. */
    void came(AgentRoom room, String identity) {
        Job job = room.agents().get(identity);
        if (job != null) {
            runs(job);
        }
    }

    private void runs(Job job) {
        if (job.state() instanceof JobState.Assigned assigned) {
            job.become(unixNanos(), new JobState.Running(assigned.worker()));
        }
    }

    /** Somebody is gone who may be an agent; not when another session of the same identity took its place. */
    void left(long now, AgentRoom room, String identity, DisconnectReason reason) {
        Job job = room.agents().get(identity);
        Worker worker = job == null ? null : worker(job);
        if (job == null || worker == null || reason == DisconnectReason.DUPLICATE_IDENTITY) {
            return;
        }
        if (reason == DisconnectReason.UNKNOWN_REASON) {
            // It was moved to another room, and goes on there for whoever did that.
            end(job, "");
            return;
        }
        room.agents().remove(identity, job);
        var gone = new JobState.Left(worker, wanted(reason) ? "" : "the agent left: " + name(reason));
        job.become(unixNanos(), gone);
        worker.send(AgentMessages.termination(job));
        timers.at(now + limits.leftWith().toNanos(), at -> {
            if (job.state().equals(gone)) {
                end(job, gone.error());
            }
        });
    }

    private static boolean wanted(DisconnectReason reason) {
        return switch (reason) {
            case CLIENT_INITIATED, PARTICIPANT_REMOVED, ROOM_DELETED, ROOM_CLOSED -> true;
            default -> false;
        };
    }

    private static String name(DisconnectReason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Worker worker(Job job) {
        return job.state() instanceof JobState.Assigned assigned
                ? assigned.worker()
                : job.state() instanceof JobState.Running running ? running.worker() : null;
    }

    /** A worker's connection is gone: what it has to do with is for others. */
    void workerGone(long now, Worker worker) {
        workers.remove(worker);
        waiting.of(worker.registration().group()).forEach(job -> job.asked().remove(worker));
        resting.of(worker.registration().group()).forEach(job -> job.asked().remove(worker));
        for (Job job : List.copyOf(worker.offered().values())) {
            if (job.state() instanceof JobState.Offered offered) {
                passOn(now, job, offered);
                job.asked().remove(worker);
            }
        }
        for (Job job : List.copyOf(worker.jobs().values())) {
            worker.jobs().remove(job.id());
            job.room().agents().remove(job.identity(), job);
            if (job.only() != null || job.isPointless()) {
                end(job, "its worker is gone");
            } else {
                counters.count(JobOutcome.RESUMED);
                await(now, job, true);
            }
        }
    }

    /** Somebody left for whose sake there may be jobs: nobody need come any more, and who is there stays. */
    void left(Person person) {
        person.left();
        for (Job job : List.copyOf(person.jobs())) {
            if (job.state() instanceof JobState.Waiting) {
                end(job, "");
            }
        }
    }

    /** Nobody wants the job any more; who has it is told. */
    void terminate(Job job) {
        Worker worker = worker(job);
        if (worker != null) {
            worker.send(AgentMessages.termination(job));
        }
        end(job, job.state() instanceof JobState.Left left ? left.error() : "");
    }

    private void end(Job job, String error) {
        JobState before = job.state();
        if (before instanceof JobState.Ended) {
            return;
        }
        noLongerWaits(job);
        boolean had = true;
        if (before instanceof JobState.Offered offered) {
            offered.worker().offered().remove(job.id());
            had = false;
        } else if (before instanceof JobState.Left left) {
            left.worker().jobs().remove(job.id());
        } else {
            Worker worker = worker(job);
            had = worker != null;
            if (worker != null) {
                worker.jobs().remove(job.id());
            }
        }
        job.become(unixNanos(), new JobState.Ended(error));
        job.room().agents().remove(job.identity(), job);
        job.room().jobs().remove(job);
        Person person = job.person();
        if (person != null) {
            person.jobs().remove(job);
        }
        job.dispatch().ended(job, limits.endedJobs());
        if (had) {
            counters.count(error.isEmpty() ? JobOutcome.SUCCEEDED : JobOutcome.FAILED);
        }
    }

    private long unixNanos() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
