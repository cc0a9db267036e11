package org.auralink.calls.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.auralink.calls.control.AnnouncedNode;
import org.auralink.calls.control.NodeDirectory;
import org.auralink.calls.entity.Call;
import org.auralink.calls.entity.CallStatus;
import org.auralink.calls.entity.EventCursor;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.connector.NodeAlive;
import org.auralink.media.connector.NodeConnected;
import org.auralink.media.connector.NodeLost;
import org.auralink.media.connector.NodeParticipant;
import org.auralink.media.connector.StreamPosition;
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

    @Inject
    NodeDirectory directory;

    @Inject
    Clock clock;

    /**
     * A node's stream was opened. When another process answers at the address than before, the rooms of the earlier one
     * are gone and their calls ended when it was last seen.
     */
    public Welcome connected(NodeConnected node) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        EventCursor cursor = lockCursor(node.nodeUrl());
        if (cursor == null) {
            Instant gone = lastSeenBefore(node);
            if (gone != null) {
                records().lost(node.nodeId(), gone);
            }
            entityManager.persist(new EventCursor(node.nodeUrl(), node.nodeId(), node.bootId(), now));
            return new Welcome(Optional.empty(), node.oldestSequence() > 1);
        }
        if (!cursor.isOf(node.nodeId(), node.bootId())) {
            records().lost(cursor.nodeId(), cursor.lastSeenAt());
            cursor.restarted(node.nodeId(), node.bootId());
            cursor.seen(now);
            return new Welcome(Optional.empty(), node.oldestSequence() > 1);
        }
        cursor.seen(now);
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
        Instant now = clock.instant();
        EventCursor cursor = lockCursor(event.nodeUrl());
        if (cursor == null) {
            cursor = new EventCursor(
                    event.nodeUrl(), event.nodeId(), event.position().bootId(), now);
            entityManager.persist(cursor);
        } else if (!cursor.isOf(event.nodeId(), event.position().bootId())) {
            // Left over in another server of this application from a process that is gone.
            return Optional.empty();
        }
        boolean applied = cursor.has(event.position().sequence());
        CallRecords records = records();
        Optional<Call> call = records.lock(event.roomName());
        if (!applied) {
            call.ifPresent(it -> happened(records, it, event));
            cursor.advance(event.position().sequence());
        }
        cursor.seen(now);
        // Asked again for an event that comes twice: the first time it may not have been closed.
        return call.filter(it -> event.kind() == MediaEvent.Kind.PARTICIPANT_JOINED && it.isStrayOn(event.nodeId()))
                .map(it -> event.roomName());
    }

    /** Events up to this one changed no call: the position moves, and the node is there. */
    public void readOver(MediaEvent event) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        EventCursor cursor = lockCursor(event.nodeUrl());
        if (cursor == null) {
            cursor = new EventCursor(
                    event.nodeUrl(), event.nodeId(), event.position().bootId(), now);
            entityManager.persist(cursor);
        }
        if (cursor.isOf(event.nodeId(), event.position().bootId())) {
            cursor.advance(event.position().sequence());
            cursor.seen(now);
        }
    }

    /** Nothing happens on a node, and it is there. */
    public void alive(NodeAlive node) {
        TenancyContext.enterAsService(entityManager);
        EventCursor cursor = lockCursor(node.nodeUrl());
        if (cursor != null && cursor.isOf(node.nodeId(), node.bootId())) {
            cursor.seen(node.heardAt());
        }
    }

    /**
     * A node's stream is silent. Unless it is announced, it is gone: its calls end, and those that nobody had joined may
     * take place elsewhere.
     *
     * @param announced the nodes that say of themselves that they are there
     * @return whether it is gone
     */
    public boolean nodeLost(NodeLost node, List<AnnouncedNode> announced) {
        TenancyContext.enterAsService(entityManager);
        EventCursor cursor = lockCursor(node.nodeUrl());
        if (cursor == null) {
            entityManager.persist(EventCursor.unheard(node.nodeUrl(), clock.instant()));
            return true;
        }
        // Another process at the same address is no sign of life of the one that held the rooms.
        if (announced.stream().anyMatch(it -> cursor.isOf(it.nodeId(), it.bootId()))) {
            return false;
        }
        Instant since = node.unreachableSince();
        records().lost(cursor.nodeId(), since == null ? cursor.lastSeenAt() : since);
        return true;
    }

    /**
     * Takes nodes for lost that were followed under addresses which are configured no more. Waits until each configured
     * address was heard or given up, because a node may be there under another address than before.
     */
    public void leaveFormerNodes() {
        TenancyContext.enterAsService(entityManager);
        Set<String> configured = directory.configured();
        boolean anyFormer = entityManager
                        .createQuery(
                                "select count(c) from EventCursor c where c.nodeUrl not in :configured", Long.class)
                        .setParameter("configured", configured)
                        .getSingleResult()
                > 0;
        if (!anyFormer) {
            return;
        }
        List<EventCursor> all = entityManager
                .createQuery("select c from EventCursor c order by c.nodeUrl", EventCursor.class)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        List<EventCursor> present = all.stream()
                .filter(cursor -> configured.contains(cursor.nodeUrl()))
                .toList();
        if (present.size() < configured.size()) {
            return;
        }
        all.stream().filter(cursor -> !present.contains(cursor)).forEach(former -> {
            // A node of the same name is there under another address, and what it lost in between was seen when it
            // came.
            if (present.stream().noneMatch(it -> it.nodeId().equals(former.nodeId()))) {
                records().lost(former.nodeId(), former.lastSeenAt());
            }
            entityManager.remove(former);
        });
    }

    /**
     * Every node has confirmed that it holds no room of the call. An active call ends: what would have ended it was lost.
     *
     * @param callId a call that somebody who may do so wants to end
     */
    public void roomIsNowhere(String callId) {
        TenancyContext.enterAsService(entityManager);
        CallRecords records = records();
        records.lock(callId)
                .filter(call -> call.status() == CallStatus.ACTIVE)
                .ifPresent(call -> records.closed(call, records.notBeforeLastMovement(call, lastSeen(call.nodeId()))));
    }

    /**
     * Compares the rooms of a node with the calls here. A call that was taken for lost with the node, and whose very room
     * is there, goes on as if that had not been: its people never left. What happened meanwhile comes as events.
     *
     * @param rooms what the node holds now; whole with participants if {@code missedEvents}
     * @param missedEvents whether the stream cannot tell any more what happened, so that the comparison has to
     * @return the names of rooms whose calls are over or take place elsewhere: they must be closed
     */
    public List<String> reconcile(NodeConnected node, Map<String, RoomState> rooms, boolean missedEvents) {
        TenancyContext.enterAsService(entityManager);
        EventCursor cursor = lockCursor(node.nodeUrl());
        CallRecords records = records();
        rooms.forEach((name, room) -> records.lostWrongly(name, node.nodeId(), room.sid()));
        if (missedEvents) {
            catchUp(records, node.nodeId(), rooms);
            if (cursor != null) {
                cursor.advance(node.oldestSequence() - 1);
            }
        }
        return rooms.keySet().stream()
                .filter(name -> records.read(name)
                        .filter(call -> call.isStrayOn(node.nodeId()))
                        .isPresent())
                .toList();
    }

    private static void happened(CallRecords records, Call call, MediaEvent event) {
        NodeParticipant participant = event.participant();
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

    private void catchUp(CallRecords records, String nodeId, Map<String, RoomState> rooms) {
        Instant now = clock.instant();
        for (Call call : records.openOn(nodeId)) {
            RoomState room = rooms.get(call.id().roomName());
            if (room == null) {
                records.closed(call, now);
            } else {
                call.reopened(room.sid());
                Set<String> inside =
                        room.participants().stream().map(NodeParticipant::sid).collect(Collectors.toSet());
                records.present(call).stream()
                        .filter(participant -> !inside.contains(participant.mediaSid()))
                        .forEach(participant -> participant.left(now));
            }
        }
        rooms.forEach((name, room) -> records.lock(name)
                .filter(call -> !call.isStrayOn(nodeId))
                .ifPresent(call -> room.participants()
                        .forEach(it -> records.joined(
                                call, nodeId, room.sid(), it, it.joinedAt() == null ? now : it.joinedAt()))));
    }

    /** When an earlier process of a node with a name of its own was last there, under whatever address. */
    private @Nullable Instant lastSeenBefore(NodeConnected node) {
        return entityManager
                .createQuery(
                        "select max(c.lastSeenAt) from EventCursor c where c.nodeId = :node and c.bootId <> :boot",
                        Instant.class)
                .setParameter("node", node.nodeId())
                .setParameter("boot", node.bootId())
                .getSingleResult();
    }

    /** When the node was last there; long ago for one that nobody follows any more. */
    private Instant lastSeen(@Nullable String nodeId) {
        Instant seen = entityManager
                .createQuery("select max(c.lastSeenAt) from EventCursor c where c.nodeId = :node", Instant.class)
                .setParameter("node", nodeId)
                .getSingleResult();
        return seen == null ? Instant.EPOCH : seen;
    }

    private CallRecords records() {
        return new CallRecords(entityManager);
    }

    private @Nullable EventCursor lockCursor(String nodeUrl) {
        return entityManager.find(EventCursor.class, nodeUrl, LockModeType.PESSIMISTIC_WRITE);
    }
}
