package org.auralink.media.node.agents;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import livekit.LivekitAgentDispatch.AgentDispatch;
import livekit.LivekitAgentDispatch.JobRestartPolicy;
import livekit.LivekitAgentDispatch.RoomAgentDispatch;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.ParticipantState;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.RoomInfo;
import org.auralink.media.room.model.RoomOptions;
import org.auralink.media.room.model.RoomSid;

/** A dispatcher with a clock that only moves when told to, and a room of which it hears. */
final class DispatcherWorld implements AgentHands {
    static final int AGENT = 4;
    static final int EGRESS = 2;
    static final RoomInfo ROOM = room("r");

    final AgentCounters counters = new AgentCounters();
    /** Identities that were removed from a room. */
    final List<String> removed = new ArrayList<>();

    final Dispatcher dispatcher;
    /** What is wrong with the next agents. */
    String fault = "";

    long now = 1_000;

    DispatcherWorld() {
        this(AgentLimits.DEFAULT);
    }

    DispatcherWorld(AgentLimits limits) {
        dispatcher = new Dispatcher(limits, this, new Random(7), () -> Instant.ofEpochSecond(0, now), counters);
    }

    static RoomInfo room(String name) {
        return new RoomInfo(new RoomSid("RM_" + name), name, RoomOptions.DEFAULT, 5_000, "", 1, 1, false);
    }

    @Override
    public String fault(Agent agent) {
        return fault;
    }

    @Override
    public String token(Worker worker, String room, Agent agent) {
        return room + "/" + agent.identity() + "/" + agent.attributes();
    }

    @Override
    public void remove(String room, String identity) {
        removed.add(identity);
    }

    void opens(String... agents) {
        dispatcher.opened(
                now,
                ROOM,
                List.of(agents).stream()
                        .map(name -> RoomAgentDispatch.newBuilder()
                                .setAgentName(name)
                                .build())
                        .toList());
    }

    void passes(Duration time) {
        long end = now + time.toNanos();
        while (now < end) {
            now = Math.min(end, now + 250_000_000L);
            dispatcher.tick(now);
        }
    }

    AgentDispatch dispatches(String agent) {
        return dispatcher.create(
                now,
                ROOM.sid(),
                new Dispatch.Wish(agent, "about", JobRestartPolicy.JRP_NEVER, "", Map.of("lang", "en")));
    }

    AgentDispatch only() {
        List<AgentDispatch> all = dispatcher.list(ROOM.sid(), "");
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " dispatches");
        }
        return all.get(0);
    }

    static ParticipantInfo participant(String identity, int kind, Permission permission, DisconnectReason reason) {
        return new ParticipantInfo(
                new ParticipantSid("PA_" + identity),
                new ParticipantIdentity(identity),
                ParticipantState.JOINING,
                List.of(),
                List.of(),
                "",
                5_000,
                identity,
                1,
                permission,
                false,
                kind,
                Map.of(),
                reason,
                0,
                List.of());
    }

    private static ParticipantInfo participant(String identity, int kind) {
        return participant(identity, kind, Permission.ALL, DisconnectReason.UNKNOWN_REASON);
    }

    void comes(String identity) {
        comes(identity, 0);
    }

    void comes(String identity, int kind) {
        dispatcher.admitted(now, ROOM, participant(identity, kind));
    }

    void comesToRecord(String identity) {
        var recorder = new Permission(true, false, false, Set.of(), true, true, false, false, false);
        dispatcher.admitted(now, ROOM, participant(identity, 0, recorder, DisconnectReason.UNKNOWN_REASON));
    }

    void publishes(String identity) {
        dispatcher.published(now, ROOM, participant(identity, 0));
    }

    void leaves(String identity, DisconnectReason reason) {
        dispatcher.left(now, ROOM, participant(identity, 0, Permission.ALL, reason));
    }
}
