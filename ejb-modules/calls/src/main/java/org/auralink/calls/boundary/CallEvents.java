package org.auralink.calls.boundary;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.auralink.calls.entity.Call;
import org.auralink.calls.entity.CallStatus;
import org.auralink.calls.entity.Limits;
import org.auralink.media.boundary.FoundRooms;
import org.auralink.media.boundary.LostNode;
import org.auralink.media.boundary.NodeEvents;
import org.auralink.media.boundary.OpenedRoom;
import org.auralink.media.boundary.RoomName;
import org.auralink.media.boundary.RoomRequest;
import org.auralink.media.boundary.RoomState;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.connector.NodeParticipant;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.traces.FacadeSpans;

/** What media nodes report becomes the course of calls, in the transaction that moves the position in a node's events. */
@Stateless
@Interceptors(FacadeSpans.class)
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

    /**
     * Calls with people inside are interrupted until a node takes them. Those that nobody had joined may take place
     * elsewhere.
     */
    public void lost(LostNode node) {
        records().lost(node.nodeId(), node.lastSeenAt());
    }

    /** The calls that were interrupted by the loss of the node. */
    public List<RoomRequest> goesOn(LostNode node) {
        return records().interruptedOn(node.nodeId()).stream()
                .map(CallEvents::leaving)
                .toList();
    }

    /** Interrupted calls; one to which no other node could be found for too long ends with the loss of its node. */
    public List<RoomRequest> homeless() {
        Instant limit = clock.instant().minus(Limits.INTERRUPTED);
        CallRecords records = records();
        return records.interrupted().stream()
                .filter(call -> !records.endIfInterruptedBefore(call, limit))
                .map(CallEvents::leaving)
                .toList();
    }

    /** A call's room is open on another node. */
    public void moved(OpenedRoom room) {
        records().lock(room.name().value()).ifPresent(call -> call.moved(room.nodeId(), room.sid(), room.epoch()));
    }

    /** A call with people inside goes on; an empty room may end with its node. */
    public Optional<RoomRequest> leaves(RoomName room, String nodeId) {
        CallRecords records = records();
        return records.read(room.value())
                .filter(call -> call.status() == CallStatus.ACTIVE && call.isIn(nodeId, ""))
                .filter(call -> !records.present(call).isEmpty())
                .map(CallEvents::leaving);
    }

    private static RoomRequest leaving(Call call) {
        return new RoomRequest(
                new RoomName(call.id().roomName()), call.nodeId(), call.roomEpoch(), call.maxParticipants());
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
        boolean outdated = call.isFenced(event.roomEpoch());
        if (!outdated) {
            call.ownedBy(event.nodeId(), event.roomSid(), event.roomEpoch());
        }
        records.reported(call, event);
        switch (event.kind()) {
            case ROOM_STARTED -> {
                if (!outdated) {
                    call.opened(event.nodeId(), event.roomSid());
                }
            }
            case ROOM_FINISHED -> {
                if (!outdated && call.isIn(event.nodeId(), event.roomSid())) {
                    records.closed(call, event.createdAt());
                }
            }
            case PARTICIPANT_JOINED -> {
                if (participant != null && !outdated && !call.isStrayOn(event.nodeId())) {
                    Instant at = participant.joinedAt() == null ? event.createdAt() : participant.joinedAt();
                    records.joined(call, event.nodeId(), event.roomSid(), participant, at);
                }
            }
            case PARTICIPANT_LEFT, PARTICIPANT_CONNECTION_ABORTED -> {
                // Also of a former owner: whoever leaves there had joined there.
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
