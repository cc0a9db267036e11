package org.auralink.calls.boundary;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.auralink.calls.entity.Call;
import org.auralink.calls.entity.CallStatus;
import org.auralink.media.boundary.FoundRooms;
import org.auralink.media.boundary.LostNode;
import org.auralink.media.boundary.NodeEvents;
import org.auralink.media.boundary.RoomName;
import org.auralink.media.boundary.RoomState;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.connector.NodeParticipant;
import org.auralink.shared.persistence.TenancyContext;

/** What media nodes report becomes the course of calls, in the transaction that moves the position in a node's events. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class CallEvents {

    @PersistenceContext(unitName = "call-events")
    EntityManager entityManager;

    @Inject
    NodeEvents nodes;

    @Inject
    CallObservers observers;

    @Inject
    Clock clock;

    /** An event of a call's room. */
    public void happened(MediaEvent event) {
        CallRecords records = records();
        records.lock(event.roomName()).ifPresent(call -> happened(records, call, event));
    }

    /** Its calls end, and those that nobody had joined may take place elsewhere. */
    public void lost(LostNode node) {
        records().lost(node.nodeId(), node.lastSeenAt());
    }

    /**
     * Compares the rooms of a node with the calls here. A call that was taken for lost with the node, and whose very room
     * is there, goes on as if that had not been: its people never left. What happened meanwhile comes as events.
     */
    public void found(FoundRooms found) {
        CallRecords records = records();
        found.rooms().forEach((name, room) -> records.lostWrongly(name.value(), found.nodeId(), room.sid()));
        if (found.missedEvents()) {
            catchUp(records, found);
        }
    }

    /** Where a call is over or takes place elsewhere. */
    public boolean isStray(RoomName room, String nodeId) {
        return records()
                .read(room.value())
                .filter(call -> call.isStrayOn(nodeId))
                .isPresent();
    }

    /**
     * Every node has confirmed that it holds no room of the call. An active call ends: what would have ended it was lost.
     *
     * @param callId a call that somebody who may do so wants to end
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public void roomIsNowhere(String callId) {
        CallRecords records = records();
        records.lock(callId)
                .filter(call -> call.status() == CallStatus.ACTIVE)
                .ifPresent(call ->
                        records.closed(call, records.notBeforeLastMovement(call, nodes.lastSeen(call.nodeId()))));
    }

    private static void happened(CallRecords records, Call call, MediaEvent event) {
        NodeParticipant participant = event.participant();
        records.reported(call, event);
        switch (event.kind()) {
            case ROOM_STARTED -> call.opened(event.nodeId(), event.roomSid());
            case ROOM_FINISHED -> {
                if (call.isIn(event.nodeId(), event.roomSid())) {
                    records.closed(call, event.createdAt());
                }
            }
            case PARTICIPANT_JOINED -> {
                if (participant != null && !call.isStrayOn(event.nodeId())) {
                    Instant at = participant.joinedAt() == null ? event.createdAt() : participant.joinedAt();
                    records.joined(call, event.nodeId(), event.roomSid(), participant, at);
                }
            }
            case PARTICIPANT_LEFT, PARTICIPANT_CONNECTION_ABORTED -> {
                if (participant != null) {
                    records.left(call, participant.sid(), event.createdAt());
                }
            }
            case TRACK_PUBLISHED, TRACK_UNPUBLISHED, OTHER -> {
                // No part of the history.
            }
        }
    }

    private void catchUp(CallRecords records, FoundRooms found) {
        Instant now = clock.instant();
        for (Call call : records.openOn(found.nodeId())) {
            RoomState room = found.rooms().get(new RoomName(call.id().roomName()));
            if (room == null) {
                records.closed(call, now);
            } else {
                call.reopened(room.sid());
                Set<String> inside =
                        room.participants().stream().map(NodeParticipant::sid).collect(Collectors.toSet());
                records.present(call).stream()
                        .filter(participant -> !inside.contains(participant.mediaSid()))
                        .forEach(participant -> records.left(call, participant, now));
            }
        }
        found.rooms()
                .forEach((name, room) -> records.lock(name.value())
                        .filter(call -> !call.isStrayOn(found.nodeId()))
                        .ifPresent(call -> room.participants()
                                .forEach(it -> records.joined(
                                        call,
                                        found.nodeId(),
                                        room.sid(),
                                        it,
                                        it.joinedAt() == null ? now : it.joinedAt()))));
    }

    private CallRecords records() {
        TenancyContext.enterAsService(entityManager);
        return new CallRecords(entityManager, observers);
    }
}
