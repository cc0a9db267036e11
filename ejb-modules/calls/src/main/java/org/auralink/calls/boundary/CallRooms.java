package org.auralink.calls.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.auralink.calls.entity.CallId;
import org.auralink.media.boundary.FoundRooms;
import org.auralink.media.boundary.LostNode;
import org.auralink.media.boundary.RoomName;
import org.auralink.media.boundary.RoomObserver;
import org.auralink.media.connector.MediaEvent;

/** The rooms of calls, which have the calls' ids for names; what happens in them is handed to {@link CallEvents}. */
@ApplicationScoped
public class CallRooms implements RoomObserver {

    @Inject
    CallEvents events;

    @Override
    public boolean owns(RoomName room) {
        return CallId.parse(room.value()).isPresent();
    }

    @Override
    public void happened(MediaEvent event) {
        events.happened(event);
    }

    @Override
    public void lost(LostNode node) {
        events.lost(node);
    }

    @Override
    public void found(FoundRooms rooms) {
        events.found(rooms);
    }

    @Override
    public boolean isStray(RoomName room, String nodeId) {
        return events.isStray(room, nodeId);
    }
}
