package org.auralink.calls.boundary;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.auralink.calls.entity.Call;
import org.auralink.calls.entity.CallId;
import org.auralink.calls.entity.CallParticipant;
import org.auralink.calls.entity.CallStatus;
import org.auralink.calls.entity.DisplayName;
import org.auralink.calls.entity.EventCursor;
import org.auralink.calls.entity.Limits;
import org.auralink.calls.entity.WireText;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.connector.NodeConnected;
import org.auralink.media.connector.NodeLost;
import org.auralink.media.connector.NodeParticipant;
import org.auralink.media.connector.StreamPosition;
import org.auralink.shared.UserId;
import org.auralink.shared.persistence.TenancyContext;
import org.jspecify.annotations.Nullable;

/**
 * Applies what media nodes report. Each message is one transaction that also moves the node's cursor, so an event takes
 * effect once however often it is delivered. Rooms that are nobody's call are read over.
 */
@Stateless
public class CallEvents {

    @PersistenceContext(unitName = "call-events")
    EntityManager entityManager;

    /**
     * A node's stream was opened. When another process answers at the address than before, the rooms of the earlier one
     * are gone and their calls end.
     */
    public Welcome connected(NodeConnected node) {
        TenancyContext.enterAsService(entityManager);
        EventCursor cursor = lockCursor(node.nodeUrl());
        if (cursor == null) {
            entityManager.persist(new EventCursor(node.nodeUrl(), node.nodeId(), node.bootId()));
            return new Welcome(Optional.empty(), node.oldestSequence() > 1);
        }
        if (!cursor.isOf(node.nodeId(), node.bootId())) {
            loseCalls(cursor.nodeId(), Instant.now());
            cursor.restarted(node.nodeId(), node.bootId());
            return new Welcome(Optional.empty(), node.oldestSequence() > 1);
        }
        StreamPosition position = new StreamPosition(cursor.bootId(), cursor.sequence());
        return new Welcome(Optional.of(position), node.hasGapAfter(position));
    }

    /**
     * Something happened on a node.
     *
     * @return the name of a room that must be closed on that node: somebody entered a call that is over or takes place
     *     elsewhere
     */
    public Optional<String> apply(MediaEvent event) {
        TenancyContext.enterAsService(entityManager);
        EventCursor cursor = lockCursor(event.nodeUrl());
        if (cursor == null) {
            cursor = new EventCursor(
                    event.nodeUrl(), event.nodeId(), event.position().bootId());
            entityManager.persist(cursor);
        } else if (!cursor.isOf(event.nodeId(), event.position().bootId())) {
            // Left over in another server of this application from a process that is gone.
            return Optional.empty();
        }
        boolean applied = cursor.has(event.position().sequence());
        Optional<Call> call = callOf(event.roomName());
        if (!applied) {
            call.ifPresent(it -> happened(it, event));
            cursor.advance(event.position().sequence());
        }
        // Asked again for an event that comes twice: the first time it may not have been closed.
        return call.filter(it -> event.kind() == MediaEvent.Kind.PARTICIPANT_JOINED && isStray(it, event))
                .map(it -> event.roomName());
    }

    /** A node is gone: its calls end, and those that nobody had joined may take place elsewhere. */
    public void nodeLost(NodeLost node) {
        TenancyContext.enterAsService(entityManager);
        EventCursor cursor = lockCursor(node.nodeUrl());
        if (cursor != null) {
            loseCalls(cursor.nodeId(), Instant.now());
        }
    }

    /**
     * Compares the rooms of a node with the calls here.
     *
     * @param rooms what the node holds now; whole with participants if {@code missedEvents}
     * @param missedEvents whether the stream cannot tell any more what happened, so that the comparison has to
     * @return the names of rooms whose calls are over: they must be closed
     */
    public List<String> reconcile(NodeConnected node, Map<String, RoomState> rooms, boolean missedEvents) {
        TenancyContext.enterAsService(entityManager);
        EventCursor cursor = lockCursor(node.nodeUrl());
        if (missedEvents) {
            catchUp(node.nodeId(), rooms);
            if (cursor != null) {
                cursor.advance(node.oldestSequence() - 1);
            }
        }
        return rooms.keySet().stream()
                .filter(name ->
                        callOf(name).filter(call -> call.status().isOver()).isPresent())
                .toList();
    }

    private void happened(Call call, MediaEvent event) {
        NodeParticipant participant = event.participant();
        switch (event.kind()) {
            case ROOM_STARTED -> call.opened(event.nodeId(), event.roomSid());
            case ROOM_FINISHED -> finished(call, event);
            case PARTICIPANT_JOINED -> {
                if (participant != null) {
                    joined(call, event, participant);
                }
            }
            case PARTICIPANT_LEFT, PARTICIPANT_CONNECTION_ABORTED -> {
                if (participant != null) {
                    participant(call, participant.sid()).ifPresent(it -> it.left(event.createdAt()));
                }
            }
            case TRACK_PUBLISHED, TRACK_UNPUBLISHED, OTHER -> {
                // No part of the history.
            }
        }
    }

    private void finished(Call call, MediaEvent event) {
        if (call.isIn(event.nodeId(), event.roomSid())) {
            allLeft(call, event.createdAt());
            // The room waits for somebody to come back; for people the call was over when the last of them left.
            call.roomClosed(lastDeparture(call).orElse(event.createdAt()));
        }
    }

    private Optional<Instant> lastDeparture(Call call) {
        return Optional.ofNullable(entityManager
                .createQuery("select max(p.leftAt) from CallParticipant p where p.callId = :call", Instant.class)
                .setParameter("call", call.id().value())
                .getSingleResult());
    }

    private void joined(Call call, MediaEvent event, NodeParticipant participant) {
        if (isStray(call, event)) {
            return;
        }
        Instant at = participant.joinedAt() == null ? event.createdAt() : participant.joinedAt();
        record(call, event.nodeId(), event.roomSid(), participant, at);
    }

    private void record(Call call, String nodeId, String roomSid, NodeParticipant participant, Instant at) {
        call.joined(nodeId, roomSid, at);
        if (participant(call, participant.sid()).isEmpty()) {
            String identity = WireText.storable(participant.identity(), Limits.IDENTITY_LENGTH);
            String name = DisplayName.tolerate(participant.name());
            entityManager.persist(
                    new CallParticipant(call, accountOf(identity), identity, participant.sid(), name, at));
        }
    }

    private static boolean isStray(Call call, MediaEvent event) {
        boolean elsewhere = call.status() == CallStatus.ACTIVE && !call.isIn(event.nodeId(), "");
        return call.status().isOver() || elsewhere;
    }

    private void catchUp(String nodeId, Map<String, RoomState> rooms) {
        Instant now = Instant.now();
        for (Call call : openCallsOn(nodeId)) {
            RoomState room = rooms.get(call.id().roomName());
            if (room == null) {
                call.roomClosed(now);
                allLeft(call, now);
            } else {
                Set<String> inside =
                        room.participants().stream().map(NodeParticipant::sid).collect(Collectors.toSet());
                present(call).stream()
                        .filter(participant -> !inside.contains(participant.mediaSid()))
                        .forEach(participant -> participant.left(now));
            }
        }
        rooms.forEach((name, room) -> callOf(name)
                .filter(call -> !call.status().isOver())
                .ifPresent(call -> room.participants()
                        .forEach(it ->
                                record(call, nodeId, room.sid(), it, it.joinedAt() == null ? now : it.joinedAt()))));
    }

    private void loseCalls(String nodeId, Instant at) {
        for (Call call : openCallsOn(nodeId)) {
            call.nodeLost(at);
            allLeft(call, at);
        }
    }

    private List<Call> openCallsOn(String nodeId) {
        return entityManager
                .createQuery(
                        "select c from Call c where c.nodeId = :node and c.status in ('waiting', 'active')", Call.class)
                .setParameter("node", nodeId)
                .getResultList();
    }

    private void allLeft(Call call, Instant at) {
        present(call).forEach(participant -> participant.left(at));
    }

    private List<CallParticipant> present(Call call) {
        return entityManager
                .createQuery(
                        "select p from CallParticipant p where p.callId = :call and p.leftAt is null",
                        CallParticipant.class)
                .setParameter("call", call.id().value())
                .getResultList();
    }

    private Optional<CallParticipant> participant(Call call, String mediaSid) {
        return entityManager
                .createQuery(
                        "select p from CallParticipant p where p.callId = :call and p.mediaSid = :sid",
                        CallParticipant.class)
                .setParameter("call", call.id().value())
                .setParameter("sid", mediaSid)
                .getResultStream()
                .findFirst();
    }

    private Optional<Call> callOf(String roomName) {
        return CallId.parse(roomName).map(id -> entityManager.find(Call.class, id.value()));
    }

    /** The account behind an identity; {@code null} for guests and for an account that is gone. */
    private @Nullable UserId accountOf(String identity) {
        Optional<CallId> uuid = CallId.parse(identity);
        if (uuid.isEmpty()) {
            return null;
        }
        boolean exists = !entityManager
                .createNativeQuery("select 1 from public.users where user_id = ?1", Integer.class)
                .setParameter(1, uuid.get().value())
                .getResultList()
                .isEmpty();
        return exists ? new UserId(uuid.get().value()) : null;
    }

    private @Nullable EventCursor lockCursor(String nodeUrl) {
        return entityManager.find(EventCursor.class, nodeUrl, LockModeType.PESSIMISTIC_WRITE);
    }
}
