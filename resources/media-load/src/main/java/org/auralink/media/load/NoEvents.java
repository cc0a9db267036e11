package org.auralink.media.load;

import org.auralink.media.room.RoomEvents;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.RoomInfo;
import org.auralink.media.room.model.TrackInfo;

/** Nobody listens to what happens in the room. */
final class NoEvents implements RoomEvents {
    @Override
    public void roomStarted(RoomInfo room) {}

    @Override
    public void roomFinished(RoomInfo room) {}

    @Override
    public void participantJoined(RoomInfo room, ParticipantInfo participant) {}

    @Override
    public void participantLeft(RoomInfo room, ParticipantInfo participant) {}

    @Override
    public void participantConnectionAborted(RoomInfo room, ParticipantInfo participant) {}

    @Override
    public void trackPublished(RoomInfo room, ParticipantInfo participant, TrackInfo track) {}

    @Override
    public void trackUnpublished(RoomInfo room, ParticipantInfo participant, TrackInfo track) {}

    @Override
    public void descriptionRefused() {
        throw new IllegalStateException("the room does not understand the benchmark's session description");
    }
}
