package org.auralink.media.node.rooms;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import livekit.LivekitModels;
import livekit.LivekitRoom.CreateRoomRequest;
import livekit.LivekitRoom.ForwardParticipantRequest;
import livekit.LivekitRoom.MoveParticipantRequest;
import livekit.LivekitRoom.PerformRpcRequest;
import livekit.LivekitRoom.SendDataRequest;
import livekit.LivekitRoom.UpdateParticipantRequest;
import livekit.LivekitRoom.UpdateSubscriptionsRequest;
import org.auralink.media.node.Identifiers;
import org.auralink.media.node.access.Revocations;
import org.auralink.media.node.protocol.ClientMessages;
import org.auralink.media.node.protocol.Models;
import org.auralink.media.node.twirp.RoomOperations;
import org.auralink.media.node.twirp.RpcErrors;
import org.auralink.media.node.twirp.TwirpError;
import org.auralink.media.room.GuestOutcome;
import org.auralink.media.room.MoveOutcome;
import org.auralink.media.room.Room;
import org.auralink.media.room.RpcCall;
import org.auralink.media.room.RpcResult;
import org.auralink.media.room.data.DataKind;
import org.auralink.media.room.data.DataPacket;
import org.auralink.media.room.data.RpcFailure;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.RoomInfo;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.model.TrackSid;
import org.jspecify.annotations.Nullable;

/** The server API over the rooms of this node. */
public final class RoomAdministration implements RoomOperations {
    /** How long a method may take when the call does not say; LiveKit's. */
    private static final int RPC_MILLIS = 15_000;

    private final RoomRegistry rooms;
    private final RoomSettings settings;
    private final Revocations revocations;
    private final RoomEpochs epochs = new RoomEpochs();

    /**
     * @param rooms of this node
     * @param settings how created rooms behave
     * @param revocations learns who is removed or restricted
     */
    public RoomAdministration(RoomRegistry rooms, RoomSettings settings, Revocations revocations) {
        this.rooms = rooms;
        this.settings = settings;
        this.revocations = revocations;
    }

    @Override
    public CompletableFuture<LivekitModels.Room> create(CreateRoomRequest request, long epoch) {
        RoomPlan plan;
        try {
            plan = settings.of(request);
        } catch (UnknownPreset e) {
            throw TwirpError.invalid("room_preset: " + e.getMessage());
        }
        refuseOutdated(request.getName(), epoch);
        return rooms.callOpening(
                        request.getName(),
                        plan.of(epoch),
                        room -> room.call((now, open) -> {
                            room.raiseEpoch(epoch);
                            return open.info();
                        }))
                .thenApply(Models::room)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(unopened(failure)));
    }

    private static Throwable unopened(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof RoomGone) {
            return new TwirpError(TwirpError.Code.UNAVAILABLE, "the node opens no more rooms");
        }
        return cause instanceof NodeDraining ? new TwirpError(TwirpError.Code.UNAVAILABLE, NodeDraining.TEXT) : failure;
    }

    /** @param epoch 0 for none: who does not count is not fenced off, as LiveKit's own tools are not */
    private void refuseOutdated(String room, long epoch) {
        if (epoch > 0) {
            long highest = epochs.show(room, epoch);
            if (highest > epoch) {
                throw new TwirpError(
                        TwirpError.Code.FAILED_PRECONDITION,
                        "room epoch " + epoch + " is outdated: the room was given away again, as " + highest);
            }
        }
    }

    @Override
    public CompletableFuture<List<LivekitModels.Room>> list(Collection<String> names) {
        var wanted = Set.copyOf(names);
        var infos = rooms.all().stream()
                .filter(room -> wanted.isEmpty() || wanted.contains(room.name()))
                .map(room -> room.<@Nullable RoomInfo>call((now, open) -> open.info())
                        .exceptionally(gone -> null))
                .toList();
        return CompletableFuture.allOf(infos.toArray(CompletableFuture[]::new)).thenApply(done -> {
            var result = new ArrayList<LivekitModels.Room>();
            for (var future : infos) {
                RoomInfo info = future.join();
                if (info != null) {
                    result.add(Models.room(info));
                }
            }
            return result;
        });
    }

    @Override
    public CompletableFuture<Void> delete(String room, long epoch) {
        refuseOutdated(room, epoch);
        return in(room, (now, open) -> {
                    open.close(now, DisconnectReason.ROOM_DELETED);
                    return true;
                })
                .thenAccept(done -> {});
    }

    @Override
    public CompletableFuture<List<LivekitModels.ParticipantInfo>> participants(String room) {
        return rooms.<List<ParticipantInfo>>callExisting(room, (now, open) -> open.participants())
                .exceptionallyCompose(failure -> cause(failure) instanceof RoomGone
                        ? CompletableFuture.completedFuture(List.of())
                        : CompletableFuture.failedFuture(failure))
                .thenApply(all -> all.stream().map(Models::participant).toList());
    }

    @Override
    public CompletableFuture<LivekitModels.ParticipantInfo> participant(String room, String identity) {
        return in(room, (now, open) -> known(open, identity)).thenApply(Models::participant);
    }

    @Override
    public CompletableFuture<Void> remove(String room, String identity) {
        return in(room, (now, open) -> {
                    // Also of somebody who is just away: their token must not bring them back.
                    revocations.removed(room, identity, this::isOpen);
                    known(open, identity);
                    return open.removeParticipant(now, new ParticipantIdentity(identity));
                })
                .thenAccept(done -> {});
    }

    @Override
    public CompletableFuture<Void> move(MoveParticipantRequest request) {
        revocations.invited(request.getDestinationRoom(), request.getIdentity());
        return rooms.move(
                        request.getRoom(),
                        new ParticipantIdentity(request.getIdentity()),
                        request.getDestinationRoom(),
                        settings.standard(),
                        settings.autoCreate())
                .exceptionallyCompose(failure ->
                        CompletableFuture.failedFuture(cause(failure) instanceof RoomGone ? noRoom() : failure))
                .thenAccept(outcome -> {
                    if (outcome instanceof MoveOutcome.Refused refused) {
                        throw refusal(refused.reason());
                    }
                });
    }

    @Override
    public CompletableFuture<Void> forward(ForwardParticipantRequest request) {
        return rooms.forward(
                        request.getRoom(),
                        new ParticipantIdentity(request.getIdentity()),
                        request.getDestinationRoom(),
                        settings.standard(),
                        settings.autoCreate())
                .exceptionallyCompose(failure ->
                        CompletableFuture.failedFuture(cause(failure) instanceof RoomGone ? noRoom() : failure))
                .thenAccept(outcome -> {
                    if (outcome == null) {
                        throw noParticipant();
                    }
                    if (outcome instanceof GuestOutcome.Refused refused) {
                        throw refusal(refused.reason());
                    }
                });
    }

    private static TwirpError refusal(GuestOutcome.Reason reason) {
        return switch (reason) {
            case ROOM_CLOSED -> noRoom();
            case ROOM_FULL -> full();
            case IDENTITY_TAKEN ->
                new TwirpError(
                        TwirpError.Code.ALREADY_EXISTS, "a participant with this identity is in the destination room");
        };
    }

    private static TwirpError full() {
        return new TwirpError(TwirpError.Code.RESOURCE_EXHAUSTED, "room has exceeded its max participants");
    }

    private static TwirpError refusal(MoveOutcome.Reason reason) {
        return switch (reason) {
            case NO_PARTICIPANT -> noParticipant();
            case ROOM_CLOSED -> noRoom();
            case ROOM_FULL -> full();
            case UNREACHABLE ->
                new TwirpError(
                        TwirpError.Code.UNAVAILABLE, "the participant's client cannot be told at present, try again");
        };
    }

    @Override
    public CompletableFuture<Optional<LivekitModels.TrackInfo>> mute(
            String room, String identity, String trackSid, boolean muted) {
        return in(room, (now, open) -> {
                    Optional<TrackInfo> track = known(open, identity).tracks().stream()
                            .filter(published -> published.sid().value().equals(trackSid))
                            .findFirst();
                    if (track.isPresent() && track.get().muted() && !muted) {
                        // Nobody's microphone or camera is switched on from afar.
                        throw new TwirpError(TwirpError.Code.FAILED_PRECONDITION, "remote unmute not enabled");
                    }
                    return track.flatMap(
                            present -> open.muteTrack(now, new ParticipantIdentity(identity), present.sid(), muted));
                })
                .thenApply(track -> track.map(Models::track));
    }

    @Override
    public CompletableFuture<LivekitModels.ParticipantInfo> update(UpdateParticipantRequest request) {
        Permission permission = request.hasPermission() ? Models.permission(request.getPermission()) : null;
        return in(request.getRoom(), (now, open) -> {
                    known(open, request.getIdentity());
                    if (permission != null) {
                        revocations.restricted(request.getRoom(), request.getIdentity(), permission, this::isOpen);
                    }
                    return open.updateParticipant(
                                    now,
                                    new ParticipantIdentity(request.getIdentity()),
                                    given(request.getName()),
                                    given(request.getMetadata()),
                                    request.getAttributesMap(),
                                    permission)
                            .orElseThrow(RoomAdministration::noParticipant);
                })
                .thenApply(Models::participant);
    }

    @Override
    public CompletableFuture<LivekitModels.Room> updateMetadata(String room, String metadata) {
        return in(room, (now, open) -> open.updateMetadata(now, metadata)).thenApply(Models::room);
    }

    @Override
    public CompletableFuture<Void> updateSubscriptions(UpdateSubscriptionsRequest request) {
        List<TrackSid> tracks =
                ClientMessages.subscribed(request.getTrackSidsList(), request.getParticipantTracksList());
        return in(request.getRoom(), (now, open) -> {
                    known(open, request.getIdentity());
                    return open.updateSubscriptions(
                            now, new ParticipantIdentity(request.getIdentity()), tracks, request.getSubscribe());
                })
                .thenAccept(done -> {});
    }

    @Override
    public CompletableFuture<Void> sendData(SendDataRequest request) {
        List<String> identities = List.copyOf(request.getDestinationIdentitiesList());
        List<String> sids = List.copyOf(request.getDestinationSidsList());
        byte[] packet = DataPacket.fromServer(
                request.getData().toByteArray(),
                request.hasTopic() ? request.getTopic() : null,
                request.getNonce().toByteArray(),
                identities);
        DataKind kind = request.getKind() == LivekitModels.DataPacket.Kind.LOSSY ? DataKind.LOSSY : DataKind.RELIABLE;
        return in(request.getRoom(), (now, open) -> {
                    open.sendData(now, kind, packet, identities, sids);
                    return true;
                })
                .thenAccept(done -> {});
    }

    @Override
    public CompletableFuture<String> performRpc(PerformRpcRequest request) {
        int timeout = request.getResponseTimeoutMs() == 0 ? RPC_MILLIS : request.getResponseTimeoutMs();
        var call = new RpcCall(Identifiers.random("RPC_"), request.getMethod(), request.getPayload(), timeout);
        var answered = new CompletableFuture<String>();
        return in(request.getRoom(), (now, open) -> {
                    var callee = new ParticipantIdentity(request.getDestinationIdentity());
                    if (!open.performRpc(now, callee, call, new Awaited(answered))) {
                        throw noParticipant();
                    }
                    return true;
                })
                .thenCompose(called -> answered);
    }

    /** Who waits goes on on another thread than the room's. */
    private record Awaited(CompletableFuture<String> answer) implements RpcResult {
        @Override
        public void done(String payload) {
            answer.completeAsync(() -> payload);
        }

        @Override
        public void failed(RpcFailure why) {
            answer.completeAsync(() -> {
                throw RpcErrors.of(why);
            });
        }
    }

    private boolean isOpen(String room) {
        return rooms.find(room).isPresent();
    }

    /** A caller's mistake must not look like the room's, so it comes back as a value. */
    private <T> CompletableFuture<T> in(String name, RoomTask<T> call) {
        return rooms.<Answer<T>>callExisting(name, (now, room) -> {
                    try {
                        return new Answer<>(call.apply(now, room), null);
                    } catch (TwirpError refusal) {
                        return new Answer<>(null, refusal);
                    }
                })
                .exceptionallyCompose(failure ->
                        CompletableFuture.failedFuture(cause(failure) instanceof RoomGone ? noRoom() : failure))
                .thenCompose(Answer::stage);
    }

    private record Answer<T>(@Nullable T value, @Nullable TwirpError refusal) {
        @SuppressWarnings("NullAway") // One of the two is there.
        CompletableFuture<T> stage() {
            return refusal == null ? CompletableFuture.completedFuture(value) : CompletableFuture.failedFuture(refusal);
        }
    }

    private static @Nullable Throwable cause(Throwable failure) {
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }

    private static ParticipantInfo known(Room room, String identity) {
        return room.participant(new ParticipantIdentity(identity)).orElseThrow(RoomAdministration::noParticipant);
    }

    private static TwirpError noRoom() {
        return TwirpError.notFound("requested room does not exist");
    }

    private static TwirpError noParticipant() {
        return TwirpError.notFound("participant does not exist");
    }

    private static @Nullable String given(String text) {
        return text.isEmpty() ? null : text;
    }
}
