package org.auralink.calls.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.auralink.calls.entity.CallId;
import org.auralink.media.boundary.FoundRooms;
import org.auralink.media.boundary.LostNode;
import org.auralink.media.boundary.OpenedRoom;
import org.auralink.media.boundary.RoomName;
import org.auralink.media.boundary.RoomObserver;
import org.auralink.media.boundary.RoomRequest;
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
    public List<RoomRequest> goesOn(LostNode node) {
        return events.goesOn(node);
    }

    @Override
    public List<RoomRequest> homeless() {
        return events.homeless();
    }

    @Override
    public void moved(OpenedRoom room) {
        events.moved(room);
    }

    @Override
    public Optional<RoomRequest> leaves(RoomName room, String nodeId) {
        return events.leaves(room, nodeId);
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
