package org.auralink.media.node.agents;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import livekit.LivekitAgent.JobType;
import org.jspecify.annotations.Nullable;

/** One agent that a dispatch asks for: for the room, or for one participant. */
final class Job {
    private final String id;
    private final Dispatch dispatch;
    private final JobType type;
    private final @Nullable Person person;
    private final @Nullable Worker only;
    /** Workers that refused it, or did not answer, since everybody was asked last. */
    private final Set<Worker> asked = Collections.newSetFromMap(new IdentityHashMap<>());

    private JobState state = new JobState.Waiting(false);
    private int rounds;
    private long restsUntil;
    private String identity = "";
    private String workerId = "";
    private long startedAt;
    private long updatedAt;
    private long endedAt;

    /**
     * @param person whom it is for; null for the room
     * @param only who alone is asked, because it asked for it; null for any
     */
    Job(String id, Dispatch dispatch, JobType type, @Nullable Person person, @Nullable Worker only) {
        this.id = id;
        this.dispatch = dispatch;
        this.type = type;
        this.person = person;
        this.only = only;
    }

    String id() {
        return id;
    }

    Dispatch dispatch() {
        return dispatch;
    }

    AgentRoom room() {
        return dispatch.room();
    }

    JobType type() {
        return type;
    }

    @Nullable
    Person person() {
        return person;
    }

    @Nullable
    Worker only() {
        return only;
    }

    /** Whether whom it is for has left. */
    boolean isPointless() {
        return person != null && person.isGone();
    }

    WorkerGroup group() {
        return new WorkerGroup(dispatch.agentName(), dispatch.deployment(), type);
    }

    Set<Worker> asked() {
        return asked;
    }

    /** How often everybody was asked in vain, until now. */
    int nextRound() {
        return rounds++;
    }

    /** When everybody is asked again, in nanoseconds of the clock. */
    long restsUntil() {
        return restsUntil;
    }

    void restUntil(long time) {
        restsUntil = time;
    }

    JobState state() {
        return state;
    }

    /** @param at nanoseconds since 1970 */
    void become(long at, JobState next) {
        updatedAt = at;
        if (next instanceof JobState.Waiting) {
            endedAt = 0;
        } else if (next instanceof JobState.Assigned) {
            startedAt = at;
            rounds = 0;
            asked.clear();
        } else if ((next instanceof JobState.Left || next instanceof JobState.Ended) && endedAt == 0) {
            endedAt = at;
        }
        state = next;
    }

    /** The identity of its agent, the last one when there were several; empty before the first. */
    String identity() {
        return identity;
    }

    /** The worker that has it, or had it last; empty before the first. */
    String workerId() {
        return workerId;
    }

    void belongsTo(Worker worker, String agent) {
        workerId = worker.id();
        identity = agent;
    }

    long startedAt() {
        return startedAt;
    }

    long updatedAt() {
        return updatedAt;
    }

    long endedAt() {
        return endedAt;
    }

    @Override
    public String toString() {
        return "Job[" + id + "]";
    }
}
