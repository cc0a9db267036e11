package org.auralink.media.node.signal;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import livekit.LivekitModels.ClientInfo;
import livekit.LivekitModels.ReconnectReason;
import livekit.LivekitRtc.JoinRequest;
import livekit.LivekitRtc.SignalRequest;
import org.auralink.media.node.protocol.InputException;
import org.auralink.media.node.protocol.InputLimits;
import org.auralink.media.node.protocol.SafeJson;
import org.jspecify.annotations.Nullable;

/**
 * What a client says about itself when it joins: in the query of {@code /rtc}, or in a {@code JoinRequest}. Unknown parameters are ignored, and so are values that
 * make no sense, because an old node must accept a new client.
 *
 * @param protocol signalling protocol number, 0 when absent
 * @param clientProtocol feature level towards other clients, copied to them
 * @param capabilities numbers of {@code ClientInfo.Capability}, copied to the other clients
 * @param autoSubscribe whether the participant receives all tracks without asking; default true
 * @param autoSubscribeData whether it receives all data tracks without asking; default false, as clients ask for each
 * @param reconnect whether this resumes an earlier session, that of {@code participantSid}
 * @param participantSid the session to resume; may be empty
 * @param publishAs name of a second connection of the same person, which only publishes; empty for the first
 * @param metadata that the client wants to start with; empty for what the token says
 * @param attributes attributes the client wants to start with
 * @param single whether the client has one peer connection for both directions
 * @param takesRedundancy whether the browser may be offered audio with redundancy
 * @param mediaFailed whether the client comes back because a media connection failed
 * @param iceTcp whether its client can open TCP connections for media
 * @param answerWaits whether its client cannot take an answer to an offer of the request before it has read the join response
 * @param first messages that came with the request, as if they were the first on the WebSocket
 */
public record JoinParameters(
        int protocol,
        int clientProtocol,
        List<Integer> capabilities,
        boolean autoSubscribe,
        boolean autoSubscribeData,
        boolean reconnect,
        String participantSid,
        String publishAs,
        String metadata,
        Map<String, String> attributes,
        boolean single,
        boolean takesRedundancy,
        boolean mediaFailed,
        boolean iceTcp,
        boolean answerWaits,
        List<SignalRequest> first) {
    /**
     * SDKs that have made the offer of their request their own description before they send it. LiveKit's for Go does so only
     * after it has read the join response; of others it is not known, and they are let wait as it is.
     */
    private static final Set<ClientInfo.SDK> TAKES_ANSWERS_AT_ONCE =
            Set.of(ClientInfo.SDK.JS, ClientInfo.SDK.REACT_NATIVE);

    /** Browsers that say they take audio with redundancy (RFC 2198), and do not play it well. */
    private static final Set<String> WITHOUT_REDUNDANCY = Set.of("firefox", "safari");

    /** Everybody is told of them; there are two today. */
    private static final int MAX_CAPABILITIES = 16;

    /** LiveKit's SDK for Go, which has ICE over TCP switched off. */
    private static final String NO_ICE_TCP = "go";

    /** The generated enum lacks the newer ones. */
    private static final Map<String, Integer> CAPABILITIES =
            Map.of("CAP_PACKET_TRAILER", 1, "CAP_COMPRESSION_DEFLATE_RAW", 2);

    /** Reads the query's parameters. */
    public static JoinParameters read(Map<String, String> query) {
        return new JoinParameters(
                number(query.get("protocol")),
                number(query.get("client_protocol")),
                capabilities(query.getOrDefault("capabilities", "")),
                !query.containsKey("auto_subscribe") || flag(query.get("auto_subscribe")),
                flag(query.get("auto_subscribe_data_track")),
                flag(query.get("reconnect")),
                query.getOrDefault("sid", ""),
                query.getOrDefault("publish", ""),
                "",
                attributes(query.getOrDefault("attributes", "")),
                false,
                takesRedundancy(query.getOrDefault("browser", "")),
                isFailure(number(query.get("reconnect_reason"))),
                !NO_ICE_TCP.equals(query.get("sdk")),
                false,
                List.of());
    }

    private static boolean takesRedundancy(String browser) {
        return !WITHOUT_REDUNDANCY.contains(browser.toLowerCase(Locale.ROOT));
    }

    /** Reads a join request. */
    public static JoinParameters of(JoinRequest request) {
        var client = request.getClientInfo();
        return new JoinParameters(
                Math.max(0, client.getProtocol()),
                Math.max(0, client.getClientProtocol()),
                client.getCapabilitiesValueList().stream()
                        .filter(number -> number > 0)
                        .distinct()
                        .limit(MAX_CAPABILITIES)
                        .toList(),
                request.getConnectionSettings().getAutoSubscribe(),
                request.getConnectionSettings().getAutoSubscribeDataTrack(),
                request.getReconnect(),
                request.getParticipantSid(),
                "",
                request.getMetadata(),
                Map.copyOf(request.getParticipantAttributesMap()),
                true,
                takesRedundancy(client.getBrowser()),
                isFailure(request.getReconnectReasonValue()),
                client.getSdk() != ClientInfo.SDK.GO,
                !TAKES_ANSWERS_AT_ONCE.contains(client.getSdk()),
                first(request));
    }

    /** In the order in which a client would send them: what it had, what it is about to send, and its offer. */
    private static List<SignalRequest> first(JoinRequest request) {
        List<SignalRequest> first = new ArrayList<>();
        if (request.hasSyncState()) {
            first.add(SignalRequest.newBuilder()
                    .setSyncState(request.getSyncState())
                    .build());
        }
        request.getAddTrackRequestsList()
                .forEach(track ->
                        first.add(SignalRequest.newBuilder().setAddTrack(track).build()));
        if (request.hasPublisherOffer()) {
            first.add(SignalRequest.newBuilder()
                    .setOffer(request.getPublisherOffer())
                    .build());
        }
        return List.copyOf(first);
    }

    private static boolean isFailure(int reason) {
        return reason == ReconnectReason.RR_PUBLISHER_FAILED_VALUE
                || reason == ReconnectReason.RR_SUBSCRIBER_FAILED_VALUE;
    }

    private static boolean flag(@Nullable String value) {
        return "1".equals(value) || "true".equals(value);
    }

    private static int number(@Nullable String value) {
        return value != null && value.matches("\\d{1,6}") ? Integer.parseInt(value) : 0;
    }

    private static List<Integer> capabilities(String list) {
        var result = new ArrayList<Integer>();
        for (String name : list.split(",", -1)) {
            Integer number = CAPABILITIES.get(name);
            if (number != null && !result.contains(number)) {
                result.add(number);
            }
        }
        return List.copyOf(result);
    }

    private static Map<String, String> attributes(String encoded) {
        var result = new LinkedHashMap<String, String>();
        try {
            byte[] json = Base64.getUrlDecoder().decode(encoded);
            SafeJson.object(json, InputLimits.ATTRIBUTES).asMap().forEach((name, value) -> {
                if (value.isJsonPrimitive()) {
                    result.put(name, value.getAsString());
                }
            });
        } catch (IllegalArgumentException | InputException e) {
            return Map.of();
        }
        return Map.copyOf(result);
    }
}
