package org.auralink.media.node.twirp;

import com.google.protobuf.Empty;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.auralink.media.node.access.Authenticator;
import org.auralink.media.node.metrics.TwirpCounters;
import org.auralink.media.node.twirp.TwirpError.Code;

/**
 * Methods of LiveKit's server API that this node does not have. They are answered with {@code unimplemented} and a
 * sentence, so that a caller can tell them from a wrong address; a token is needed as for any other.
 */
public final class Unimplemented {
    static final String RECORDS = "this node does not record or stream out of rooms";
    private static final String TAKES_IN = "this node does not take streams into rooms";
    private static final String CALLS = "this node does not connect to telephones";

    private static final Map<String, List<TwirpMethod<?>>> SERVICES = Map.of(
            "livekit.Egress",
            methods(
                    RECORDS,
                    "StartEgress",
                    "StartRoomCompositeEgress",
                    "StartWebEgress",
                    "StartParticipantEgress",
                    "StartTrackCompositeEgress",
                    "StartTrackEgress",
                    "UpdateLayout",
                    "UpdateStream",
                    "ListEgress",
                    "StopEgress"),
            "livekit.Ingress",
            methods(TAKES_IN, "CreateIngress", "UpdateIngress", "ListIngress", "DeleteIngress"),
            "livekit.SIP",
            methods(
                    CALLS,
                    "CreateSIPInboundTrunk",
                    "CreateSIPOutboundTrunk",
                    "UpdateSIPInboundTrunk",
                    "UpdateSIPOutboundTrunk",
                    "GetSIPInboundTrunk",
                    "GetSIPOutboundTrunk",
                    "ListSIPTrunk",
                    "ListSIPInboundTrunk",
                    "ListSIPOutboundTrunk",
                    "DeleteSIPTrunk",
                    "CreateSIPDispatchRule",
                    "UpdateSIPDispatchRule",
                    "ListSIPDispatchRule",
                    "DeleteSIPDispatchRule",
                    "CreateSIPParticipant",
                    "TransferSIPParticipant"));

    private Unimplemented() {}

    /**
     * Whole services that are not here.
     *
     * @param doors checks who asks
     * @param counters counts calls by method
     */
    public static List<TwirpRoute> routes(Authenticator doors, TwirpCounters counters) {
        return SERVICES.entrySet().stream()
                .map(service -> new TwirpRoute(service.getKey(), service.getValue(), doors, counters))
                .toList();
    }

    /** Methods that anybody with a valid token is told this about. */
    static List<TwirpMethod<?>> methods(String why, String... names) {
        return Stream.of(names)
                .<TwirpMethod<?>>map(name -> new TwirpMethod<>(
                        name,
                        Empty.getDefaultInstance(),
                        grant -> true,
                        (grant, request) -> true,
                        request -> CompletableFuture.<Empty>failedFuture(
                                new TwirpError(Code.UNIMPLEMENTED, name + ": " + why))))
                .toList();
    }
}
