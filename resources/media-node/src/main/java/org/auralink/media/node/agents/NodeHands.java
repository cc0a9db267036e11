package org.auralink.media.node.agents;

import org.auralink.media.node.protocol.Descriptions;
import org.auralink.media.node.rooms.RoomRegistry;
import org.auralink.media.node.token.TokenIssuer;
import org.auralink.media.room.model.ParticipantIdentity;

/**
 * What this node does for agents.
 *
 * @param rooms where they are removed from
 * @param issuer makes their tokens
 * @param descriptions what they may say about themselves
 */
public record NodeHands(RoomRegistry rooms, TokenIssuer issuer, Descriptions descriptions) implements AgentHands {
    @Override
    public String fault(Agent agent) {
        String fault = descriptions.identity(agent.identity());
        if (fault == null) {
            fault = descriptions.participant(agent.name(), agent.metadata(), agent.attributes());
        }
        return fault == null ? "" : fault;
    }

    @Override
    public String token(Worker worker, String room, Agent agent) {
        return issuer.agent(
                worker.registration().apiKey(),
                room,
                agent.identity(),
                agent.name(),
                agent.metadata(),
                agent.attributes(),
                worker.registration().permission());
    }

    @Override
    public void remove(String room, String identity) {
        rooms.callExisting(room, (now, open) -> open.removeParticipant(now, new ParticipantIdentity(identity)))
                .exceptionally(gone -> false);
    }
}
