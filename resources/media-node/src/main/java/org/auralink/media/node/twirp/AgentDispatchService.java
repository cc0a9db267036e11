package org.auralink.media.node.twirp;

import java.util.List;
import livekit.LivekitAgentDispatch.CreateAgentDispatchRequest;
import livekit.LivekitAgentDispatch.DeleteAgentDispatchRequest;
import livekit.LivekitAgentDispatch.ListAgentDispatchRequest;
import org.auralink.media.node.access.Authenticator;
import org.auralink.media.node.metrics.TwirpCounters;
import org.auralink.media.node.protocol.Descriptions;
import org.auralink.media.node.token.VideoGrant;

/** {@code livekit.AgentDispatchService}: who may send agents where, and what a dispatch may say. */
public final class AgentDispatchService {
    private AgentDispatchService() {}

    /**
     * The service below {@code /twirp/livekit.AgentDispatchService/}.
     *
     * @param dispatches does what is asked, once it is allowed and well formed
     * @param descriptions what names and metadata may be
     * @param doors checks who asks
     * @param counters counts calls and refusals by method
     */
    public static TwirpRoute route(
            DispatchOperations dispatches, Descriptions descriptions, Authenticator doors, TwirpCounters counters) {
        List<TwirpMethod<?>> methods = List.of(
                new TwirpMethod<>(
                        "CreateDispatch",
                        CreateAgentDispatchRequest.getDefaultInstance(),
                        VideoGrant::roomAdmin,
                        (grant, request) -> grant.administers(request.getRoom()),
                        request -> dispatches.createDispatch(checked(request, descriptions))),
                new TwirpMethod<>(
                        "DeleteDispatch",
                        DeleteAgentDispatchRequest.getDefaultInstance(),
                        VideoGrant::roomAdmin,
                        (grant, request) -> grant.administers(request.getRoom()),
                        dispatches::deleteDispatch),
                new TwirpMethod<>(
                        "ListDispatch",
                        ListAgentDispatchRequest.getDefaultInstance(),
                        VideoGrant::roomAdmin,
                        (grant, request) -> grant.administers(request.getRoom()),
                        dispatches::listDispatch));
        return new TwirpRoute("livekit.AgentDispatchService", methods, doors, counters);
    }

    private static CreateAgentDispatchRequest checked(CreateAgentDispatchRequest request, Descriptions descriptions) {
        String fault = descriptions.room("room", request.getRoom());
        if (fault == null) {
            fault = descriptions.agent(request);
        }
        if (fault != null) {
            throw TwirpError.invalid(fault);
        }
        return request;
    }
}
