package org.auralink.media.node.agents;

import java.time.InstantSource;
import livekit.LivekitModels.ServerInfo;

/**
 * What all connections of workers share.
 *
 * @param dispatcher what they are for, on the agents' thread only
 * @param server what they are told about the node
 * @param clock of the pongs
 */
record WorkerServices(
        AgentLimits limits,
        AgentThread thread,
        Dispatcher dispatcher,
        WorkerSeats seats,
        AgentCounters counters,
        ServerInfo server,
        InstantSource clock) {}
