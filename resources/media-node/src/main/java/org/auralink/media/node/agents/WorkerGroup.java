package org.auralink.media.node.agents;

import livekit.LivekitAgent.JobType;

/** Workers that can take each other's place: what a job asks for. */
record WorkerGroup(String agentName, String deployment, JobType type) {}
