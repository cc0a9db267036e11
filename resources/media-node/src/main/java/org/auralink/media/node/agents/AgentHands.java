package org.auralink.media.node.agents;

import java.util.Map;

/** What is done outside for agents. */
interface AgentHands {
    /**
     * Whom a worker wants to send into a room.
     *
     * @param identity never empty
     */
    record Agent(String identity, String name, String metadata, Map<String, String> attributes) {}

    /** What is wrong with an agent, so that no room would let it in; empty when nothing is. */
    String fault(Agent agent);

    /** A token with which the worker's agent joins the room. */
    String token(Worker worker, String room, Agent agent);

    /** Removes a participant, when it is there. */
    void remove(String room, String identity);
}
