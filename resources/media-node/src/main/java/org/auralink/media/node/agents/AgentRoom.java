package org.auralink.media.node.agents;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.RoomInfo;

/** An open room as far as agents are concerned: who is in it for them to serve, and what was dispatched to it. */
final class AgentRoom {
    private final Map<String, Dispatch> dispatches = new LinkedHashMap<>();
    private final Map<ParticipantSid, Person> people = new LinkedHashMap<>();
    private final Map<String, Job> agents = new LinkedHashMap<>();
    private final Set<Job> jobs = new LinkedHashSet<>();
    private RoomInfo info;

    AgentRoom(RoomInfo info) {
        this.info = info;
    }

    RoomInfo info() {
        return info;
    }

    void is(RoomInfo now) {
        info = now;
    }

    String name() {
        return info.name();
    }

    /** Those that are listed, by id. */
    Map<String, Dispatch> dispatches() {
        return dispatches;
    }

    Map<ParticipantSid, Person> people() {
        return people;
    }

    /** Jobs by the identity of the agent that has been sent for them. */
    Map<String, Job> agents() {
        return agents;
    }

    /** Jobs that have not ended. */
    Set<Job> jobs() {
        return jobs;
    }
}
