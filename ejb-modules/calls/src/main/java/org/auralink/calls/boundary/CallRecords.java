package org.auralink.calls.boundary;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.auralink.calls.entity.Call;
import org.auralink.calls.entity.CallId;
import org.auralink.calls.entity.CallParticipant;
import org.auralink.calls.entity.CallRole;
import org.auralink.calls.entity.CallStatus;
import org.auralink.calls.entity.DisplayName;
import org.auralink.calls.entity.Limits;
import org.auralink.calls.entity.WireText;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.connector.NodeParticipant;
import org.auralink.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * The calls that a message of a node is about, and who is in them. Lives for one transaction, which its owner has begun.
 * Calls that may change are locked: a person's request may end one at the same time.
 */
final class CallRecords {

    private final EntityManager entityManager;
    private final CallObservers observers;

    /** @param observers are told of every change, once it has taken effect */
    CallRecords(EntityManager entityManager, CallObservers observers) {
        this.entityManager = entityManager;
        this.observers = observers;
    }

    /** A node reports something of a room of the call; what that changes is told after it. */
    void reported(Call call, MediaEvent event) {
        NodeParticipant participant = event.participant();
        boolean here = !call.status().isOver() && call.isIn(event.nodeId(), event.roomSid());
        CallChange.Kind kind = CallChange.Kind.of(event.kind());
        if (here && kind != null) {
            observers.tell(CallChange.of(
                    kind,
                    call,
                    event.createdAt(),
                    event.roomSid(),
                    participant == null
                            ? null
                            : CallChange.Stay.of(
                                    participant, roleOf(call, participant.identity()), event.createdAt())));
        }
    }

    /** The call of a room, to be changed; empty when the room is nobody's call. */
    Optional<Call> lock(String roomName) {
        return CallId.parse(roomName)
                .map(id -> entityManager.find(Call.class, id.value(), LockModeType.PESSIMISTIC_WRITE));
    }

    /** The call of a room, to be read. */
    Optional<Call> read(String roomName) {
        return CallId.parse(roomName).map(id -> entityManager.find(Call.class, id.value()));
    }

    /** The calls that are not over and whose room is on the node, to be changed. */
    List<Call> openOn(String nodeId) {
        return entityManager
                .createQuery(
                        "select c from Call c where c.nodeId = :node and c.status in ('waiting', 'active')"
                                + " order by c.callId",
                        Call.class)
                .setParameter("node", nodeId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    /** Somebody is in the call's room. Known again by the node's id of the joining. */
    void joined(Call call, String nodeId, String roomSid, NodeParticipant participant, Instant at) {
        changing(call, at, () -> call.joined(nodeId, roomSid, at));
        if (find(call, participant.sid()).isEmpty()) {
            String identity = WireText.storable(participant.identity(), Limits.IDENTITY_LENGTH);
            String name = DisplayName.tolerate(participant.name());
            var stay = new CallParticipant(
                    call, accountOf(identity), identity, participant.sid(), name, roleOf(call, identity), at);
            entityManager.persist(stay);
            tell(CallChange.Kind.JOINED, call, stay, at);
        }
    }

    void left(Call call, String mediaSid, Instant at) {
        find(call, mediaSid).ifPresent(participant -> left(call, participant, at));
    }

    /** Somebody is not inside any more; no effect when that was known. */
    void left(Call call, CallParticipant participant, Instant at) {
        leaving(call, participant, () -> participant.left(at));
    }

    private void leaving(Call call, CallParticipant participant, Runnable change) {
        boolean inside = participant.leftAt() == null;
        change.run();
        Instant leftAt = participant.leftAt();
        if (inside && leftAt != null) {
            tell(CallChange.Kind.LEFT, call, participant, leftAt);
        }
    }

    /** Whatever moves a call from one status to another is told, and nothing else is. */
    private void changing(Call call, Instant at, Runnable change) {
        CallStatus before = call.status();
        change.run();
        if (before == CallStatus.WAITING && call.status() == CallStatus.ACTIVE) {
            tell(CallChange.Kind.STARTED, call, null, at);
        } else if (before == CallStatus.ACTIVE && call.status().isOver()) {
            tell(CallChange.Kind.ENDED, call, null, at);
        } else if (before.isOver() && call.status() == CallStatus.ACTIVE) {
            tell(CallChange.Kind.RESUMED, call, null, at);
        }
    }

    private void tell(CallChange.Kind kind, Call call, @Nullable CallParticipant stay, Instant at) {
        observers.tell(CallChange.of(kind, call, at, "", stay == null ? null : CallChange.Stay.of(stay)));
    }

    /** Who has joined and not left. */
    List<CallParticipant> present(Call call) {
        return entityManager
                .createQuery(
                        "select p from CallParticipant p where p.callId = :call and p.leftAt is null",
                        CallParticipant.class)
                .setParameter("call", call.id().value())
                .getResultList();
    }

    /**
     * The call's room is closed: whoever was still inside has left.
     *
     * @param at when that was known; a call of which all had left before was over with the last of them, because a room
     *     waits for somebody to come back
     */
    void closed(Call call, Instant at) {
        Instant end = everybodyLeft(call, at);
        boolean lost = gone(call).stream().anyMatch(participant -> end.equals(participant.leftAt()));
        changing(call, end, () -> {
            if (lost) {
                // Nobody came back after the node was lost.
                call.nodeLost(end);
            } else {
                call.roomClosed(end);
            }
        });
    }

    /**
     * The node is gone, and every room with it. A call with people inside waits for a node that takes it: another, or the
     * same once it was started again.
     *
     * @param lastSeenAt until when it was there for certain; what happened in a call later than that happened all the same
     */
    void lost(String nodeId, Instant lastSeenAt) {
        for (Call call : openOn(nodeId)) {
            Instant at = notBeforeLastMovement(call, lastSeenAt);
            List<CallParticipant> inside = present(call);
            inside.forEach(participant -> leaving(call, participant, () -> participant.lost(at)));
            if (!inside.isEmpty()) {
                call.interrupted(at);
            } else if (!call.isInterrupted()) {
                nodeLost(call, at);
            }
        }
    }

    /** The calls whose people have lost this node and have no other. */
    List<Call> interruptedOn(String nodeId) {
        return interrupted().stream()
                .filter(call -> nodeId.equals(call.nodeId()))
                .toList();
    }

    /** The calls whose people have lost their node and have no other. */
    List<Call> interrupted() {
        return entityManager
                .createQuery("select c from Call c where c.interruptedAt is not null order by c.callId", Call.class)
                .getResultList();
    }

    /** Whether the call ended because of that. */
    boolean endIfInterruptedBefore(Call call, Instant limit) {
        if (!call.isInterruptedBefore(limit)) {
            return false;
        }
        entityManager.refresh(call, LockModeType.PESSIMISTIC_WRITE);
        if (call.isInterruptedBefore(limit)) {
            nodeLost(call, limit);
        }
        return true;
    }

    private void nodeLost(Call call, Instant at) {
        Instant end = lastLeaving(call, at);
        changing(call, end, () -> call.nodeLost(end));
    }

    /** The opposite of {@link #lost}, when the room is still there as it was; else nothing. */
    void lostWrongly(String roomName, String nodeId, String roomSid) {
        read(roomName).filter(call -> call.wasLostIn(nodeId, roomSid)).ifPresent(call -> {
            entityManager.refresh(call, LockModeType.PESSIMISTIC_WRITE);
            if (call.wasLostIn(nodeId, roomSid)) {
                Instant at = call.endedAt() == null ? call.createdAt() : call.endedAt();
                changing(call, at, call::found);
                gone(call).forEach(participant -> {
                    participant.found();
                    tell(CallChange.Kind.JOINED, call, participant, participant.joinedAt());
                });
            }
        });
    }

    /** Who was inside when the node was taken for gone. */
    private List<CallParticipant> gone(Call call) {
        return entityManager
                .createQuery(
                        "select p from CallParticipant p where p.callId = :call and p.status = :lost",
                        CallParticipant.class)
                .setParameter("call", call.id().value())
                .setParameter("lost", CallParticipant.LOST)
                .getResultList();
    }

    /** The time, or the last joining or leaving in the call if that was later. */
    Instant notBeforeLastMovement(Call call, Instant at) {
        Instant movement = entityManager
                .createQuery(
                        "select max(coalesce(p.leftAt, p.joinedAt)) from CallParticipant p where p.callId = :call",
                        Instant.class)
                .setParameter("call", call.id().value())
                .getSingleResult();
        return movement == null || movement.isBefore(at) ? at : movement;
    }

    private Instant everybodyLeft(Call call, Instant at) {
        present(call).forEach(participant -> left(call, participant, at));
        return lastLeaving(call, at);
    }

    private Instant lastLeaving(Call call, Instant at) {
        Instant last = entityManager
                .createQuery("select max(p.leftAt) from CallParticipant p where p.callId = :call", Instant.class)
                .setParameter("call", call.id().value())
                .getSingleResult();
        return last == null ? at : last;
    }

    private Optional<CallParticipant> find(Call call, String mediaSid) {
        return entityManager
                .createQuery(
                        "select p from CallParticipant p where p.callId = :call and p.mediaSid = :sid",
                        CallParticipant.class)
                .setParameter("call", call.id().value())
                .setParameter("sid", mediaSid)
                .getResultStream()
                .findFirst();
    }

    /** By what the database knows of the call and the organization, whatever the token said that they came with. */
    private CallRole roleOf(Call call, String identity) {
        return RolesInCalls.of(entityManager, call.id(), WireText.storable(identity, Limits.IDENTITY_LENGTH));
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
}
