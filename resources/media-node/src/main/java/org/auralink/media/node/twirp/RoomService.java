package org.auralink.media.node.twirp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import livekit.LivekitRoom.CreateRoomRequest;
import livekit.LivekitRoom.DeleteRoomRequest;
import livekit.LivekitRoom.DeleteRoomResponse;
import livekit.LivekitRoom.ListParticipantsRequest;
import livekit.LivekitRoom.ListParticipantsResponse;
import livekit.LivekitRoom.ListRoomsRequest;
import livekit.LivekitRoom.ListRoomsResponse;
import livekit.LivekitRoom.MuteRoomTrackRequest;
import livekit.LivekitRoom.MuteRoomTrackResponse;
import livekit.LivekitRoom.RemoveParticipantResponse;
import livekit.LivekitRoom.RoomParticipantIdentity;
import livekit.LivekitRoom.UpdateParticipantRequest;
import livekit.LivekitRoom.UpdateRoomMetadataRequest;
import livekit.LivekitRoom.UpdateSubscriptionsRequest;
import livekit.LivekitRoom.UpdateSubscriptionsResponse;
import org.auralink.media.node.config.LimitConfig;
import org.auralink.media.node.metrics.TwirpCounters;
import org.auralink.media.node.protocol.ClientMessages;
import org.auralink.media.node.token.TokenVerifier;
import org.auralink.media.node.token.VideoGrant;
import org.auralink.media.room.RoomLimits;

/** {@code livekit.RoomService}: which grant each method needs, and what is checked before a room is bothered. */
public final class RoomService {
    private final RoomOperations rooms;
    private final LimitConfig limits;

    private RoomService(RoomOperations rooms, LimitConfig limits) {
        this.rooms = rooms;
        this.limits = limits;
    }

    /**
     * The service below {@code /twirp/livekit.RoomService/}.
     *
     * @param rooms does what is asked, once it is allowed and well formed
     * @param limits lengths of names and metadata
     * @param tokens checks who asks
     * @param counters counts calls and refusals by method
     */
    public static TwirpRoute route(
            RoomOperations rooms, LimitConfig limits, TokenVerifier tokens, TwirpCounters counters) {
        return new TwirpRoute("livekit.RoomService", new RoomService(rooms, limits).methods(), tokens, counters);
    }

    private List<TwirpMethod<?>> methods() {
        return Stream.of(roomMethods(), participantMethods(), trackMethods())
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
                        request -> rooms.create(checked(request))),
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
                        request -> rooms.delete(request.getRoom())
                                .thenApply(done -> DeleteRoomResponse.getDefaultInstance())),
                new TwirpMethod<>(
                        "UpdateRoomMetadata",
                        UpdateRoomMetadataRequest.getDefaultInstance(),
                        VideoGrant::roomAdmin,
                        (grant, request) -> grant.administers(request.getRoom()),
                        request -> {
                            checkMetadata(request.getMetadata());
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
                                .thenApply(track -> MuteRoomTrackResponse.newBuilder()
                                        .setTrack(track)
                                        .build())),
                new TwirpMethod<>(
                        "UpdateSubscriptions",
                        UpdateSubscriptionsRequest.getDefaultInstance(),
                        VideoGrant::roomAdmin,
                        (grant, request) -> grant.administers(request.getRoom()),
                        request -> rooms.updateSubscriptions(checked(request))
                                .thenApply(done -> UpdateSubscriptionsResponse.getDefaultInstance())));
    }

    private CreateRoomRequest checked(CreateRoomRequest request) {
        if (request.getName().isEmpty()) {
            throw TwirpError.invalid("no room name");
        }
        if (bytes(request.getName()) > limits.maxRoomNameLength()) {
            throw TwirpError.invalid("room name length exceeds limits");
        }
        checkMetadata(request.getMetadata());
        return request;
    }

    private UpdateParticipantRequest checked(UpdateParticipantRequest request) {
        checkMetadata(request.getMetadata());
        if (bytes(request.getName()) > limits.maxNameLength()) {
            throw TwirpError.invalid("name length exceeds limits");
        }
        int attributes = 0;
        for (Map.Entry<String, String> entry : request.getAttributesMap().entrySet()) {
            attributes += bytes(entry.getKey()) + bytes(entry.getValue());
        }
        if (attributes > limits.maxAttributesSize()) {
            throw TwirpError.invalid("attribute size exceeds limits");
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

    private void checkMetadata(String metadata) {
        if (bytes(metadata) > limits.maxMetadataSize()) {
            throw TwirpError.invalid("metadata size exceeds limits");
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
