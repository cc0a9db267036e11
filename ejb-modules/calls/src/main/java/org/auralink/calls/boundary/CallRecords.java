package org.auralink.calls.boundary;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.auralink.calls.entity.Call;
import org.auralink.calls.entity.CallId;
import org.auralink.calls.entity.CallParticipant;
import org.auralink.calls.entity.DisplayName;
import org.auralink.calls.entity.Limits;
import org.auralink.calls.entity.WireText;
import org.auralink.media.connector.NodeParticipant;
import org.auralink.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * The calls that a message of a node is about, and who is in them. Lives for one transaction, which its owner has begun.
 * Calls that may change are locked: a person's request may end one at the same time.
 */
final class CallRecords {

    private final EntityManager entityManager;

    CallRecords(EntityManager entityManager) {
        this.entityManager = entityManager;
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
        call.joined(nodeId, roomSid, at);
        if (find(call, participant.sid()).isEmpty()) {
            String identity = WireText.storable(participant.identity(), Limits.IDENTITY_LENGTH);
            String name = DisplayName.tolerate(participant.name());
            entityManager.persist(
                    new CallParticipant(call, accountOf(identity), identity, participant.sid(), name, at));
        }
    }

    void left(Call call, String mediaSid, Instant at) {
        find(call, mediaSid).ifPresent(participant -> participant.left(at));
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
        call.roomClosed(everybodyLeft(call, at));
    }

    /**
     * The node is gone, and every room with it.
     *
     * @param lastSeenAt until when it was there for certain; what happened in a call later than that happened all the same
     */
    void lost(String nodeId, Instant lastSeenAt) {
        for (Call call : openOn(nodeId)) {
            Instant at = notBeforeLastMovement(call, lastSeenAt);
            present(call).forEach(participant -> participant.lost(at));
            call.nodeLost(lastLeaving(call, at));
        }
    }

    /** The opposite of {@link #lost}, when the room is still there as it was; else nothing. */
    void lostWrongly(String roomName, String nodeId, String roomSid) {
        read(roomName).filter(call -> call.wasLostIn(nodeId, roomSid)).ifPresent(call -> {
            entityManager.refresh(call, LockModeType.PESSIMISTIC_WRITE);
            if (call.wasLostIn(nodeId, roomSid)) {
                call.found();
                gone(call).forEach(CallParticipant::found);
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
        present(call).forEach(participant -> participant.left(at));
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
