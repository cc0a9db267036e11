package org.auralink.media.node.twirp;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
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

/**
 * What the server API can do to rooms. Everything is asynchronous, because a room answers on its own event loop; stages
 * fail with {@link TwirpError} when a room, participant or track does not exist.
 */
public interface RoomOperations {
    /**
     * Creates the room, or returns the one that already has this name. Fails with {@code unavailable} while the node
     * drains and has no such room.
     *
     * @param epoch which giving away of this name to a node the caller acts by, from 1; 0 where nobody counts. Fails with
     *     {@code failed_precondition} when a later one was shown before
     */
    CompletionStage<Room> create(CreateRoomRequest request, long epoch);

    /** The rooms with these names, all rooms when there are none. */
    CompletionStage<List<Room>> list(Collection<String> names);

    /**
     * Tells everybody in the room to leave ({@code ROOM_DELETED}) and closes it.
     *
     * @param epoch as of {@link #create}
     */
    CompletionStage<Void> delete(String room, long epoch);

    /** Everybody in the room, hidden ones included, in the order of joining; nobody when there is no such room. */
    CompletionStage<List<ParticipantInfo>> participants(String room);

    /** The participant with this identity. */
    CompletionStage<ParticipantInfo> participant(String room, String identity);

    /** Tells the participant to leave ({@code PARTICIPANT_REMOVED}); a valid token lets it in again. */
    CompletionStage<Void> remove(String room, String identity);

    /**
     * Mutes a track, done when the room has muted it. Fails with {@code failed_precondition} for unmuting: nobody's
     * microphone or camera is switched on from afar. Empty when the participant has no such track.
     */
    CompletionStage<Optional<TrackInfo>> mute(String room, String identity, String trackSid, boolean muted);

    /**
     * Changes name, metadata and permission where they are given, and the attributes that are named; an empty value
     * removes an attribute.
     */
    CompletionStage<ParticipantInfo> update(UpdateParticipantRequest request);

    /**
     * Takes a participant to another room, which is opened when it does not exist, with what it publishes. The others see
     * it leave the one and join the other.
     */
    CompletionStage<Void> move(MoveParticipantRequest request);

    /**
     * Lets a participant be in another room as well, which is opened when it does not exist: others there see it and
     * receive what it publishes, until it leaves its room or is removed from the other.
     */
    CompletionStage<Void> forward(ForwardParticipantRequest request);

    /** Replaces the room's metadata and tells everybody in it. */
    CompletionStage<Room> updateMetadata(String room, String metadata);

    /** Sends data to everybody in the room, or to those whom the request names. */
    CompletionStage<Void> sendData(SendDataRequest request);

    /**
     * Subscribes or unsubscribes a participant; tracks that do not exist are answered to the participant, not here.
     */
    CompletionStage<Void> updateSubscriptions(UpdateSubscriptionsRequest request);

    /**
     * Calls a method that a participant registered, and returns what it returns. Fails with LiveKit's code and text when
     * the participant does not answer in time, leaves meanwhile, or its method fails.
     */
    CompletionStage<String> performRpc(PerformRpcRequest request);
}
