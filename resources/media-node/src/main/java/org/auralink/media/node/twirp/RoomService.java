package org.auralink.media.node.twirp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import livekit.LivekitRoom.CreateRoomRequest;
import livekit.LivekitRoom.DeleteRoomRequest;
import livekit.LivekitRoom.DeleteRoomResponse;
import livekit.LivekitRoom.ForwardParticipantRequest;
import livekit.LivekitRoom.ForwardParticipantResponse;
import livekit.LivekitRoom.ListParticipantsRequest;
import livekit.LivekitRoom.ListParticipantsResponse;
import livekit.LivekitRoom.ListRoomsRequest;
import livekit.LivekitRoom.ListRoomsResponse;
import livekit.LivekitRoom.MoveParticipantRequest;
import livekit.LivekitRoom.MoveParticipantResponse;
import livekit.LivekitRoom.MuteRoomTrackRequest;
import livekit.LivekitRoom.MuteRoomTrackResponse;
import livekit.LivekitRoom.PerformRpcRequest;
import livekit.LivekitRoom.PerformRpcResponse;
import livekit.LivekitRoom.RemoveParticipantResponse;
import livekit.LivekitRoom.RoomParticipantIdentity;
import livekit.LivekitRoom.SendDataRequest;
import livekit.LivekitRoom.SendDataResponse;
import livekit.LivekitRoom.UpdateParticipantRequest;
import livekit.LivekitRoom.UpdateRoomMetadataRequest;
import livekit.LivekitRoom.UpdateSubscriptionsRequest;
import livekit.LivekitRoom.UpdateSubscriptionsResponse;
import org.auralink.media.node.access.Authenticator;
import org.auralink.media.node.metrics.TwirpCounters;
import org.auralink.media.node.protocol.ClientMessages;
import org.auralink.media.node.protocol.Descriptions;
import org.auralink.media.node.protocol.Models;
import org.auralink.media.node.token.VideoGrant;
import org.auralink.media.room.RoomLimits;
import org.auralink.media.room.data.RpcFailure.BuiltIn;
import org.jspecify.annotations.Nullable;

/** {@code livekit.RoomService}: which grant each method needs, and what is checked before a room is bothered. */
public final class RoomService {
    /** Of 64 kB, the largest message that data channels carry, some are for the topic and the receivers' names. */
    private static final int MAX_DATA = 60_000;

    /** Bytes of a number by which clients notice repetitions; LiveKit's. */
    private static final int NONCE = 16;

    /** Bytes of a call's payload; LiveKit's. */
    private static final int MAX_RPC_PAYLOAD = 15_360;

    /** Who asks waits no longer: proxies and clients give a request up after a minute. */
    private static final int MAX_RPC_MILLIS = 50_000;

    private final RoomOperations rooms;
    private final Descriptions descriptions;

    private RoomService(RoomOperations rooms, Descriptions descriptions) {
        this.rooms = rooms;
        this.descriptions = descriptions;
    }

    /**
     * The service below {@code /twirp/livekit.RoomService/}.
     *
     * @param rooms does what is asked, once it is allowed and well formed
     * @param descriptions what names and metadata may be
     * @param doors checks who asks
     * @param counters counts calls and refusals by method
     */
    public static TwirpRoute route(
            RoomOperations rooms, Descriptions descriptions, Authenticator doors, TwirpCounters counters) {
        return new TwirpRoute("livekit.RoomService", new RoomService(rooms, descriptions).methods(), doors, counters);
    }

    private List<TwirpMethod<?>> methods() {
        return Stream.of(roomMethods(), participantMethods(), trackMethods(), placeMethods(), dataMethods())
                .<TwirpMethod<?>>flatMap(List::stream)
                .toList();
    }

    private List<TwirpMethod<?>> roomMethods() {
        return List.of(
                new TwirpMethod<>(
                        "CreateRoom",
                        CreateRoomRequest.getDefaultInstance(),
                        VideoGrant::roomCreate,
                        (grant, request) -> true,
                        (request, epoch) -> rooms.create(checked(request), epoch)),
                new TwirpMethod<>(
                        "ListRooms",
                        ListRoomsRequest.getDefaultInstance(),
                        VideoGrant::roomList,
                        (grant, request) -> true,
                        request -> rooms.list(request.getNamesList())
                                .thenApply(all -> ListRoomsResponse.newBuilder()
                                        .addAllRooms(all)
                                        .build())),
                new TwirpMethod<>(
                        "DeleteRoom",
                        DeleteRoomRequest.getDefaultInstance(),
                        VideoGrant::roomCreate,
                        (grant, request) -> true,
                        (request, epoch) -> rooms.delete(request.getRoom(), epoch)
                                .thenApply(done -> DeleteRoomResponse.getDefaultInstance())),
                new TwirpMethod<>(
                        "UpdateRoomMetadata",
                        UpdateRoomMetadataRequest.getDefaultInstance(),
                        VideoGrant::roomAdmin,
                        (grant, request) -> grant.administers(request.getRoom()),
                        request -> {
                            refuse(descriptions.metadata(request.getMetadata()));
                            return rooms.updateMetadata(request.getRoom(), request.getMetadata());
                        }));
    }

    private List<TwirpMethod<?>> participantMethods() {
        return List.of(
                new TwirpMethod<>(
                        "ListParticipants",
                        ListParticipantsRequest.getDefaultInstance(),
                        VideoGrant::roomAdmin,
                        (grant, request) -> grant.administers(request.getRoom()),
                        request -> rooms.participants(request.getRoom())
                                .thenApply(all -> ListParticipantsResponse.newBuilder()
                                        .addAllParticipants(all)
                                        .build())),
                new TwirpMethod<>(
                        "GetParticipant",
                        RoomParticipantIdentity.getDefaultInstance(),
                        VideoGrant::roomAdmin,
                        (grant, request) -> grant.administers(request.getRoom()),
                        request -> rooms.participant(request.getRoom(), request.getIdentity())),
                new TwirpMethod<>(
                        "RemoveParticipant",
                        RoomParticipantIdentity.getDefaultInstance(),
                        VideoGrant::roomAdmin,
                        (grant, request) -> grant.administers(request.getRoom()),
                        request -> rooms.remove(request.getRoom(), request.getIdentity())
                                .thenApply(done -> RemoveParticipantResponse.getDefaultInstance())),
                new TwirpMethod<>(
                        "UpdateParticipant",
                        UpdateParticipantRequest.getDefaultInstance(),
                        VideoGrant::roomAdmin,
                        (grant, request) -> grant.administers(request.getRoom()),
                        request -> rooms.update(checked(request))));
    }

    private List<TwirpMethod<?>> placeMethods() {
        return List.of(
                new TwirpMethod<>(
                        "MoveParticipant",
                        MoveParticipantRequest.getDefaultInstance(),
                        VideoGrant::roomAdmin,
                        (grant, request) -> grant.sendsTo(request.getRoom(), request.getDestinationRoom()),
                        request -> {
                            refuse(destination(request.getRoom(), request.getDestinationRoom()));
                            return rooms.move(request).thenApply(done -> MoveParticipantResponse.getDefaultInstance());
                        }),
                new TwirpMethod<>(
                        "ForwardParticipant",
                        ForwardParticipantRequest.getDefaultInstance(),
                        VideoGrant::roomAdmin,
                        (grant, request) -> grant.sendsTo(request.getRoom(), request.getDestinationRoom()),
                        request -> {
                            refuse(destination(request.getRoom(), request.getDestinationRoom()));
                            return rooms.forward(request)
                                    .thenApply(done -> ForwardParticipantResponse.getDefaultInstance());
                        }));
    }

    private @Nullable String destination(String room, String destination) {
        return room.equals(destination)
                ? "destination room cannot be the same as source room"
                : descriptions.room("destination_room", destination);
    }

    private List<TwirpMethod<?>> trackMethods() {
        return List.of(
                new TwirpMethod<>(
                        "MutePublishedTrack",
                        MuteRoomTrackRequest.getDefaultInstance(),
                        VideoGrant::roomAdmin,
                        (grant, request) -> grant.administers(request.getRoom()),
                        request -> rooms.mute(
                                        request.getRoom(),
                                        request.getIdentity(),
                                        request.getTrackSid(),
                                        request.getMuted())
                                .thenApply(track -> track.map(muted -> MuteRoomTrackResponse.newBuilder()
                                                .setTrack(muted)
                                                .build())
                                        .orElse(MuteRoomTrackResponse.getDefaultInstance()))),
                new TwirpMethod<>(
                        "UpdateSubscriptions",
                        UpdateSubscriptionsRequest.getDefaultInstance(),
                        VideoGrant::roomAdmin,
                        (grant, request) -> grant.administers(request.getRoom()),
                        request -> rooms.updateSubscriptions(checked(request))
                                .thenApply(done -> UpdateSubscriptionsResponse.getDefaultInstance())));
    }

    private List<TwirpMethod<?>> dataMethods() {
        return List.of(
                new TwirpMethod<>(
                        "SendData",
                        SendDataRequest.getDefaultInstance(),
                        VideoGrant::roomAdmin,
                        (grant, request) -> grant.administers(request.getRoom()),
                        request -> rooms.sendData(checked(request))
                                .thenApply(done -> SendDataResponse.getDefaultInstance())),
                new TwirpMethod<>(
                        "PerformRpc",
                        PerformRpcRequest.getDefaultInstance(),
                        VideoGrant::roomAdmin,
                        (grant, request) -> grant.administers(request.getRoom()),
                        request -> rooms.performRpc(checked(request))
                                .thenApply(payload -> PerformRpcResponse.newBuilder()
                                        .setPayload(payload)
                                        .build())));
    }

    /** Calls whose payload does not fit into a packet of LiveKit's are refused as LiveKit refuses them. */
    private static PerformRpcRequest checked(PerformRpcRequest request) {
        if (request.getPayload().getBytes(StandardCharsets.UTF_8).length > MAX_RPC_PAYLOAD) {
            throw RpcErrors.of(BuiltIn.REQUEST_PAYLOAD_TOO_LARGE.failure());
        }
        refuse(request.getMethod().isEmpty() ? "method: expected a name" : Descriptions.method(request.getMethod()));
        if (Integer.toUnsignedLong(request.getResponseTimeoutMs()) > MAX_RPC_MILLIS) {
            throw TwirpError.invalid("response_timeout_ms: more than " + MAX_RPC_MILLIS);
        }
        return request;
    }

    /** What reaches clients has to fit into one message of a data channel. */
    private static SendDataRequest checked(SendDataRequest request) {
        if (request.getData().size() > MAX_DATA) {
            throw TwirpError.invalid("data: more than " + MAX_DATA + " bytes, send it in parts");
        }
        if (request.getDestinationIdentitiesCount() + request.getDestinationSidsCount()
                > RoomLimits.DEFAULT.listLength()) {
            throw TwirpError.invalid("destination_identities: more than " + RoomLimits.DEFAULT.listLength());
        }
        if (!request.getNonce().isEmpty() && request.getNonce().size() != NONCE) {
            throw TwirpError.invalid("nonce: expected " + NONCE + " bytes or none");
        }
        refuse(Descriptions.topic(request.getTopic()));
        return request;
    }

    private CreateRoomRequest checked(CreateRoomRequest request) {
        refuse(descriptions.room("name", request.getName()));
        refuse(descriptions.metadata(request.getMetadata()));
        refuse(descriptions.agents("agents", request.getAgentsList()));
        if (request.hasEgress()) {
            // Rather than a room that is not recorded.
            throw TwirpError.invalid("egress: " + Unimplemented.RECORDS);
        }
        return request;
    }

    private UpdateParticipantRequest checked(UpdateParticipantRequest request) {
        refuse(descriptions.participant(request.getName(), request.getMetadata(), request.getAttributesMap()));
        if (!request.getPermission().getCanPublishSourcesValueList().stream().allMatch(Models::isSource)) {
            throw TwirpError.invalid("permission.can_publish_sources: expected " + Models.SOURCES);
        }
        return request;
    }

    /** As of a client's own message: each entry is looked up on the room's thread. */
    private static UpdateSubscriptionsRequest checked(UpdateSubscriptionsRequest request) {
        int most = RoomLimits.DEFAULT.listLength();
        if (ClientMessages.entries(request.getTrackSidsCount(), request.getParticipantTracksList()) > most) {
            throw TwirpError.invalid("track_sids: more than " + most + " tracks, send them in parts");
        }
        return request;
    }

    private static void refuse(@Nullable String fault) {
        if (fault != null) {
            throw TwirpError.invalid(fault);
        }
    }
}
