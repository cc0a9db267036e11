package org.auralink.media.node.protocol;

import com.google.protobuf.ByteString;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import livekit.LivekitModels.ClientConfigSetting;
import livekit.LivekitModels.ClientConfiguration;
import livekit.LivekitModels.ServerInfo;
import livekit.LivekitRtc.ICEServer;
import livekit.LivekitRtc.JoinResponse;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.ReconnectResponse;
import livekit.LivekitRtc.RegionInfo;
import livekit.LivekitRtc.RegionSettings;
import org.auralink.media.node.Version;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.LeaveAction;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.Reach;
import org.auralink.media.room.signal.ServerSignal;

/**
 * What the node tells every client about itself. Of ICE servers there is only its own relay: clients reach the node's own
 * address, so nobody else has to tell them theirs.
 *
 * @param nodeId the node's id
 * @param region where it stands; may be empty
 * @param frameTrailer random bytes that would mark frames the server injects into encrypted streams
 * @param relays the relay, for one participant
 * @param elsewhere where clients are sent whose rooms this node ends because it goes away; may be empty
 */
public record NodeFacts(
        String nodeId,
        String region,
        ByteString frameTrailer,
        RelayOffer.Source relays,
        Supplier<List<RegionInfo>> elsewhere) {
    /**
     * After so many seconds without any message a client takes the connection for dead and asks where its call is: three
     * pings, and about as long as it takes to notice from elsewhere that a node hangs. LiveKit's number is 15, by which
     * people would wait for a node that was replaced before. A network that is away for longer costs a new signalling
     * connection, and no media.
     */
    public static final int PING_TIMEOUT_SECONDS = 9;

    /** How often clients ping, a few bytes; LiveKit's number is 5. */
    public static final int PING_INTERVAL_SECONDS = 3;

    /** The client shall go through the relay, whatever else it finds. */
    private static final ClientConfiguration RELAYED = ClientConfiguration.newBuilder()
            .setForceRelay(ClientConfigSetting.ENABLED)
            .build();

    /** Some clients publish with the first codec of the list, whatever their own preference is. */
    private static final List<String> CODEC_ORDER = List.of("video/vp8", "video/h264");

    /** Of the protocol that agents' workers speak. */
    private static final int AGENT_PROTOCOL = 1;

    /** Of a node that sends nobody elsewhere. */
    public NodeFacts(String nodeId, String region, ByteString frameTrailer, RelayOffer.Source relays) {
        this(nodeId, region, frameTrailer, relays, List::of);
    }

    /** What kind of server it is; the version is that of LiveKit's that it stands for. */
    public ServerInfo serverInfo() {
        return ServerInfo.newBuilder()
                .setEdition(ServerInfo.Edition.Standard)
                .setVersion(Version.LIVEKIT)
                .setProtocol(Version.PROTOCOL)
                .setRegion(region)
                .setNodeId(nodeId)
                .setDebugInfo("auralink " + Version.product())
                .setAgentProtocol(AGENT_PROTOCOL)
                .build();
    }

    LeaveRequest leave(ServerSignal.Leave leave) {
        var request = LeaveRequest.newBuilder()
                .setReasonValue(leave.reason().number())
                .setActionValue(leave.action().ordinal())
                // For clients before protocol 13.
                .setCanReconnect(leave.action() != LeaveAction.DISCONNECT);
        if (leave.reason() == DisconnectReason.SERVER_SHUTDOWN && leave.action() == LeaveAction.RECONNECT) {
            List<RegionInfo> others = elsewhere.get();
            if (!others.isEmpty()) {
                request.setRegions(RegionSettings.newBuilder().addAllRegions(others));
            }
        }
        return request.build();
    }

    JoinResponse join(ServerSignal.Joined joined) {
        var response = JoinResponse.newBuilder()
                .setRoom(Models.room(joined.room()))
                .setParticipant(Models.participant(joined.participant()))
                .setServerVersion(Version.LIVEKIT)
                .setSubscriberPrimary(joined.subscriberPrimary())
                .setServerRegion(region)
                .setPingTimeout(PING_TIMEOUT_SECONDS)
                .setPingInterval(PING_INTERVAL_SECONDS)
                .setServerInfo(serverInfo())
                .setSifTrailer(frameTrailer)
                .setFastPublish(joined.fastPublish());
        response.addAllIceServers(iceServers(joined.participant().sid(), joined.reach()));
        if (joined.reach() == Reach.RELAY) {
            response.setClientConfiguration(RELAYED);
        }
        joined.others().forEach(other -> response.addOtherParticipants(Models.participant(other)));
        joined.enabledCodecs().stream()
                .sorted(Comparator.comparingInt(NodeFacts::rank))
                .forEach(mime -> response.addEnabledPublishCodecs(Models.codec(mime)));
        return response.build();
    }

    ReconnectResponse reconnect(ServerSignal.Resumed resumed) {
        var response = ReconnectResponse.newBuilder()
                .setServerInfo(serverInfo())
                .setLastMessageSeq((int) resumed.lastData())
                .addAllIceServers(iceServers(resumed.participant(), resumed.reach()));
        if (resumed.reach() == Reach.RELAY) {
            response.setClientConfiguration(RELAYED);
        }
        return response.build();
    }

    private List<ICEServer> iceServers(ParticipantSid participant, Reach reach) {
        return relays.offers(participant.value(), reach == Reach.RELAY).stream()
                .map(offer -> ICEServer.newBuilder()
                        .addAllUrls(offer.urls())
                        .setUsername(offer.username())
                        .setCredential(offer.password())
                        .build())
                .toList();
    }

    private static int rank(String mime) {
        String lower = mime.toLowerCase(Locale.ROOT);
        int known = CODEC_ORDER.indexOf(lower);
        if (known >= 0) {
            return known;
        }
        return lower.startsWith("video/") ? CODEC_ORDER.size() : CODEC_ORDER.size() + 1;
    }
}
