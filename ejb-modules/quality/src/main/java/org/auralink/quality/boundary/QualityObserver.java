package org.auralink.quality.boundary;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.auralink.media.boundary.LostNode;
import org.auralink.media.boundary.RoomName;
import org.auralink.media.boundary.RoomObserver;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.connector.NodeParticipant;
import org.auralink.media.connector.ParticipantQuality;
import org.auralink.quality.control.Movement;
import org.auralink.quality.control.ReportInbox;

/**
 * Hears of all rooms with the names of calls. Only hands over: what is measured must neither hold up nor undo the history
 * of a call, which the same transaction writes.
 */
@Stateless
@Local(RoomObserver.class)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class QualityObserver implements RoomObserver {
    /** Rooms of calls are named by their ids. */
    private static final int CALL_ID_LENGTH = 36;

    @Inject
    ReportInbox inbox;

    @Override
    public boolean owns(RoomName room) {
        return room.value().length() == CALL_ID_LENGTH;
    }

    @Override
    public void happened(MediaEvent event) {
        NodeParticipant participant = event.participant();
        switch (event.kind()) {
            case PARTICIPANT_JOINED, PARTICIPANT_LEFT -> {
                if (participant != null) {
                    String kind = event.kind() == MediaEvent.Kind.PARTICIPANT_JOINED ? "joined" : "left";
                    inbox.offer(new Movement(
                            event.roomName(), participant.sid(), participant.identity(), event.createdAt(), kind));
                }
            }
            case ROOM_FINISHED -> inbox.offer(new Movement(event.roomName(), "", "", event.createdAt(), "ended"));
            default -> {
                // Of tracks the reports tell.
            }
        }
    }

    @Override
    public void lost(LostNode node) {
        // Its participants are silent from now on, which ends their issues.
    }

    @Override
    public void measured(ParticipantQuality quality) {
        inbox.offer(quality);
    }
}
