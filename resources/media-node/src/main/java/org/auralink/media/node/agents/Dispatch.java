package org.auralink.media.node.agents;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import livekit.LivekitAgentDispatch.JobRestartPolicy;

/** A wish for agents in a room, until it is deleted or the room is over. */
final class Dispatch {
    /**
     * What is asked for.
     *
     * @param agentName of the workers that may take its jobs; empty for those without a name
     * @param metadata told to the agents
     * @param restartPolicy told back; an agent that fails is not started again
     * @param deployment of the workers; empty for those without one
     * @param attributes told to the agents
     */
    record Wish(
            String agentName,
            String metadata,
            JobRestartPolicy restartPolicy,
            String deployment,
            Map<String, String> attributes) {}

    private final String id;
    private final AgentRoom room;
    private final Wish wish;
    private final long createdAt;
    /** Jobs that somebody had, by id. */
    private final Map<String, Job> told = new LinkedHashMap<>();

    private final Deque<String> ended = new ArrayDeque<>();
    private long deletedAt;

    /** @param createdAt nanoseconds since 1970 */
    Dispatch(String id, AgentRoom room, Wish wish, long createdAt) {
        this.id = id;
        this.room = room;
        this.wish = wish;
        this.createdAt = createdAt;
    }

    String id() {
        return id;
    }

    AgentRoom room() {
        return room;
    }

    Wish wish() {
        return wish;
    }

    String agentName() {
        return wish.agentName();
    }

    String deployment() {
        return wish.deployment();
    }

    long createdAt() {
        return createdAt;
    }

    /** Nanoseconds since 1970, 0 while it is there. */
    long deletedAt() {
        return deletedAt;
    }

    void deleted(long at) {
        deletedAt = at;
    }

    /** Jobs that a worker has or had, the first first. */
    Collection<Job> told() {
        return told.values();
    }

    void tellOf(Job job) {
        told.put(job.id(), job);
    }

    /** @param most jobs that ended which are kept */
    void ended(Job job, int most) {
        if (!told.containsKey(job.id())) {
            return;
        }
        ended.add(job.id());
        if (ended.size() > most) {
            told.remove(ended.remove());
        }
    }
}
