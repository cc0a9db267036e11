package org.auralink.media.node.twirp;

import java.util.concurrent.CompletionStage;
import livekit.LivekitAgentDispatch.AgentDispatch;
import livekit.LivekitAgentDispatch.CreateAgentDispatchRequest;
import livekit.LivekitAgentDispatch.DeleteAgentDispatchRequest;
import livekit.LivekitAgentDispatch.ListAgentDispatchRequest;
import livekit.LivekitAgentDispatch.ListAgentDispatchResponse;

/** What the server API can do about agents; stages fail with {@link TwirpError} when a room or dispatch does not exist. */
public interface DispatchOperations {
    /** Dispatches an agent to a room, which is opened when there is none and joining would open it too. */
    CompletionStage<AgentDispatch> createDispatch(CreateAgentDispatchRequest request);

    /** Deletes a dispatch; its agents are told to go. */
    CompletionStage<AgentDispatch> deleteDispatch(DeleteAgentDispatchRequest request);

    /** The dispatches of a room with the jobs that a worker has or had; those of one id when it is given. */
    CompletionStage<ListAgentDispatchResponse> listDispatch(ListAgentDispatchRequest request);
}
