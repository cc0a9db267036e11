package org.auralink.media.node.agents;

import livekit.LivekitAgent.JobType;
import org.auralink.media.room.model.Permission;

/**
 * What a worker says about itself when it registers.
 *
 * @param apiKey whose token it came with; its agents' tokens are signed with it
 * @param type of the jobs it takes
 * @param agentName of the dispatches it serves; may be empty
 * @param namespace that it names; told back with each job, and of no effect
 * @param deployment of the dispatches it serves; may be empty
 * @param version of its SDK
 * @param permission of its agents
 */
record WorkerRegistration(
        String apiKey,
        JobType type,
        String agentName,
        String namespace,
        String deployment,
        String version,
        Permission permission) {
    WorkerGroup group() {
        return new WorkerGroup(agentName, deployment, type);
    }
}
