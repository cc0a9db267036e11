package org.auralink.media.node.twirp;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.Room;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitRoom.CreateRoomRequest;
import livekit.LivekitRoom.ForwardParticipantRequest;
import livekit.LivekitRoom.MoveParticipantRequest;
import livekit.LivekitRoom.PerformRpcRequest;
import livekit.LivekitRoom.SendDataRequest;
import livekit.LivekitRoom.UpdateParticipantRequest;
import livekit.LivekitRoom.UpdateSubscriptionsRequest;

/** One room named {@code r} with nobody in it. */
final class FakeRooms implements RoomOperations {
    private static final Room ROOM =
            Room.newBuilder().setName("r").setSid("RM_r").build();

    @Override
    public CompletionStage<Room> create(CreateRoomRequest request, long epoch) {
        return CompletableFuture.completedFuture(
                Room.newBuilder().setName(request.getName()).build());
    }

    @Override
    public CompletionStage<List<Room>> list(Collection<String> names) {
        return CompletableFuture.completedFuture(List.of(ROOM));
    }

    @Override
    public CompletionStage<Void> delete(String room, long epoch) {
        return failed("requested room does not exist");
    }

    @Override
    public CompletionStage<List<ParticipantInfo>> participants(String room) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<ParticipantInfo> participant(String room, String identity) {
        return failed("participant does not exist");
    }

    @Override
    public CompletionStage<Void> remove(String room, String identity) {
        throw new IllegalStateException("on purpose");
    }

    @Override
    public CompletionStage<Optional<TrackInfo>> mute(String room, String identity, String trackSid, boolean muted) {
        return trackSid.isEmpty()
                ? CompletableFuture.failedFuture(new IllegalStateException("on purpose"))
                : CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<Void> sendData(SendDataRequest request) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<ParticipantInfo> update(UpdateParticipantRequest request) {
        return failed("participant does not exist");
    }

    @Override
    public CompletionStage<Room> updateMetadata(String room, String metadata) {
        return CompletableFuture.completedFuture(ROOM);
    }

    @Override
    public CompletionStage<Void> updateSubscriptions(UpdateSubscriptionsRequest request) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> move(MoveParticipantRequest request) {
        return failed("participant does not exist");
    }

    @Override
    public CompletionStage<Void> forward(ForwardParticipantRequest request) {
        return failed("participant does not exist");
    }

    @Override
    public CompletionStage<String> performRpc(PerformRpcRequest request) {
        return CompletableFuture.completedFuture(request.getMethod());
    }

    private static <T> CompletionStage<T> failed(String message) {
        return CompletableFuture.failedFuture(TwirpError.notFound(message));
    }
}
