package org.auralink.media.node.twirp;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.Room;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitRoom.CreateRoomRequest;
import livekit.LivekitRoom.UpdateParticipantRequest;
import livekit.LivekitRoom.UpdateSubscriptionsRequest;

/**
 * What the server API can do to rooms. Everything is asynchronous, because a room answers on its own event loop; stages
 * fail with {@link TwirpError} when a room, participant or track does not exist.
 */
public interface RoomOperations {
    /** Creates the room, or returns the one that already has this name. */
    CompletionStage<Room> create(CreateRoomRequest request);

    /** The rooms with these names, all rooms when there are none. */
    CompletionStage<List<Room>> list(Collection<String> names);

    CompletionStage<Void> delete(String room);

    CompletionStage<List<ParticipantInfo>> participants(String room);

    CompletionStage<ParticipantInfo> participant(String room, String identity);

    CompletionStage<Void> remove(String room, String identity);

    CompletionStage<TrackInfo> mute(String room, String identity, String trackSid, boolean muted);

    CompletionStage<ParticipantInfo> update(UpdateParticipantRequest request);

    CompletionStage<Room> updateMetadata(String room, String metadata);

    CompletionStage<Void> updateSubscriptions(UpdateSubscriptionsRequest request);
}
