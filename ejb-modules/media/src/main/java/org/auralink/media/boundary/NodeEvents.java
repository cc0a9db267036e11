package org.auralink.media.boundary;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.connector.NodeAlive;
import org.auralink.media.connector.NodeConnected;
import org.auralink.media.connector.NodeLost;
import org.auralink.media.connector.StreamPosition;
import org.auralink.media.control.AnnouncedNode;
import org.auralink.media.control.NodeDirectory;
import org.auralink.media.entity.EventCursor;
import org.auralink.media.entity.Limits;
import org.auralink.shared.persistence.Leases;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.traces.FacadeSpans;
import org.jspecify.annotations.Nullable;

/**
 * Applies what media nodes report. Each message is one transaction that moves the node's cursor and in which the
 * {@link RoomObserver}s do what follows from it, so an event takes effect once however often it is delivered. Rooms that
 * nobody owns are read over.
 */
@Stateless
@Interceptors(FacadeSpans.class)
public class NodeEvents {

    /** What leases of nodes are called, before the address. */
    private static final String FOLLOWING = "node ";

    @PersistenceContext(unitName = "media-events")
    EntityManager entityManager;

    @Inject
    NodeDirectory directory;

    @Inject
    RoomObservers observers;

    @Inject
    Clock clock;

    /**
     * Of these nodes, which this server of the application follows for a while: those that no other one does.
     *
     * @param nodes their addresses
     */
    public Set<String> follow(Set<String> nodes) {
        TenancyContext.enterAsService(entityManager);
        Set<String> ours = new HashSet<>();
        for (String node : new TreeSet<>(nodes)) {
            if (Leases.OF_THIS_SERVER.take(entityManager, FOLLOWING + node, Limits.FOLLOWING)) {
                ours.add(node);
            }
        }
        return ours;
    }

    /** Leaves these nodes to other servers of the application. */
    public void leave(Set<String> nodes) {
        TenancyContext.enterAsService(entityManager);
        for (String node : new TreeSet<>(nodes)) {
            Leases.OF_THIS_SERVER.giveBack(entityManager, FOLLOWING + node);
        }
    }

    /**
     * A node's stream was opened. When another process answers at the address than before, the rooms of the earlier one
     * are gone since it was last seen.
     */
    public Welcome connected(NodeConnected node) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        EventCursor cursor = EventCursor.lock(entityManager, node.nodeUrl());
        List<RoomRequest> homeless = List.of();
        if (cursor == null) {
            Instant gone = lastSeenBefore(node);
            if (gone != null) {
                homeless = lost(node.nodeId(), gone);
            }
            entityManager.persist(new EventCursor(node.nodeUrl(), node.nodeId(), node.bootId(), now));
            return new Welcome(Optional.empty(), node.oldestSequence() > 1, homeless);
        }
        if (!cursor.isOf(node.nodeId(), node.bootId())) {
            homeless = lost(cursor.nodeId(), cursor.lastSeenAt());
            cursor.restarted(node.nodeId(), node.bootId());
            cursor.seen(now);
            return new Welcome(Optional.empty(), node.oldestSequence() > 1, homeless);
        }
        cursor.seen(now);
        StreamPosition position = new StreamPosition(cursor.bootId(), cursor.sequence());
        return new Welcome(Optional.of(position), node.hasGapAfter(position), homeless);
    }

    /**
     * Something happened on a node.
     *
     * @return the name of a room that must be closed on that node: somebody entered what is over or takes place elsewhere
     */
    public Optional<String> apply(MediaEvent event) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        EventCursor cursor = EventCursor.lock(entityManager, event.nodeUrl());
        if (cursor == null) {
            cursor = new EventCursor(
                    event.nodeUrl(), event.nodeId(), event.position().bootId(), now);
            entityManager.persist(cursor);
        } else if (!cursor.isOf(event.nodeId(), event.position().bootId())) {
            // Left over in another server of this application from a process that is gone.
            return Optional.empty();
        }
        if (!cursor.has(event.position().sequence())) {
            observers.concernedBy(event).forEach(observer -> observer.happened(event));
            cursor.advance(event.position().sequence());
        }
        cursor.seen(now);
        // Asked again for an event that comes twice: the first time it may not have been closed.
        return observers.strayIn(event);
    }

    /** Events up to this one concerned nobody: the position moves, and the node is there. */
    public void readOver(MediaEvent event) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        EventCursor cursor = EventCursor.lock(entityManager, event.nodeUrl());
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
        EventCursor cursor = EventCursor.lock(entityManager, node.nodeUrl());
        if (cursor != null && cursor.isOf(node.nodeId(), node.bootId())) {
            cursor.seen(node.heardAt());
        }
    }

    /**
     * A node's stream is silent. Unless it is announced, it is gone, and the observers are told.
     *
     * @param announced the nodes that say of themselves that they are there
     * @return the rooms that are to be opened elsewhere when it is gone; empty when it is not
     */
    public Optional<List<RoomRequest>> nodeLost(NodeLost node, List<AnnouncedNode> announced) {
        TenancyContext.enterAsService(entityManager);
        EventCursor cursor = EventCursor.lock(entityManager, node.nodeUrl());
        if (cursor == null) {
            EventCursor unheard = EventCursor.unheard(node.nodeUrl(), clock.instant());
            unheard.lost(clock.instant());
            entityManager.persist(unheard);
            return Optional.of(List.of());
        }
        // Another process at the same address is no sign of life of the one that held the rooms.
        if (announced.stream().anyMatch(it -> cursor.isOf(it.nodeId(), it.bootId()))) {
            return Optional.empty();
        }
        Instant since = node.unreachableSince();
        cursor.lost(clock.instant());
        return Optional.of(lost(cursor.nodeId(), since == null ? cursor.lastSeenAt() : since));
    }

    /**
     * Which addresses are followed: all that there are, and those of nodes that were followed before and are not given up,
     * because what happened there until they went is told by them alone.
     *
     * @param present the nodes that there are
     */
    public Set<String> followed(Set<String> present) {
        if (!directory.followsAnnounced()) {
            return present;
        }
        TenancyContext.enterAsService(entityManager);
        Set<String> followed = new HashSet<>(present);
        followed.addAll(entityManager
                .createQuery("select c.nodeUrl from EventCursor c where c.lostAt is null", String.class)
                .getResultList());
        return followed;
    }

    /**
     * Takes nodes for lost that were followed under addresses which are configured no more. Waits until each configured
     * address was heard or given up, because a node may be there under another address than before.
     */
    public void leaveFormerNodes() {
        if (directory.followsAnnounced()) {
            // Each is followed until it is lost: whether it comes back nobody can tell from the configuration.
            return;
        }
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
                lost(former.nodeId(), former.lastSeenAt());
            }
            entityManager.remove(former);
        });
    }

    /**
     * Has the observers compare the rooms of a node with what they know of them.
     *
     * @param rooms what the node holds now; whole with participants if {@code missedEvents}
     * @param missedEvents whether the stream cannot tell any more what happened, so that the comparison has to
     * @return the names of rooms that must be closed, because what they are for is over or takes place elsewhere
     */
    public List<String> reconcile(NodeConnected node, Map<String, RoomState> rooms, boolean missedEvents) {
        TenancyContext.enterAsService(entityManager);
        EventCursor cursor = EventCursor.lock(entityManager, node.nodeUrl());
        for (RoomObserver observer : observers.all()) {
            Map<RoomName, RoomState> own = new HashMap<>();
            rooms.forEach((name, state) -> own.put(new RoomName(name), state));
            own.keySet().removeIf(name -> !observer.owns(name));
            observer.found(new FoundRooms(node.nodeId(), own, missedEvents));
        }
        if (missedEvents && cursor != null) {
            cursor.advance(node.oldestSequence() - 1);
        }
        return rooms.keySet().stream()
                .filter(name -> observers.isStray(new RoomName(name), node.nodeId()))
                .toList();
    }

    /** When the node was last there, under whatever address; long ago for one that nobody follows any more. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public Instant lastSeen(@Nullable String nodeId) {
        TenancyContext.enterAsService(entityManager);
        Instant seen = entityManager
                .createQuery("select max(c.lastSeenAt) from EventCursor c where c.nodeId = :node", Instant.class)
                .setParameter("node", nodeId)
                .getSingleResult();
        return seen == null ? Instant.EPOCH : seen;
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

    /** Rooms that wait for another node, because opening them there failed or nobody came to it. */
    public List<RoomRequest> homeless() {
        TenancyContext.enterAsService(entityManager);
        return observers.all().stream()
                .flatMap(observer -> observer.homeless().stream())
                .toList();
    }

    /** A room was opened on another node than before. */
    public void moved(OpenedRoom room) {
        TenancyContext.enterAsService(entityManager);
        observers.ownersOf(room.name()).forEach(observer -> observer.moved(room));
    }

    /** Which rooms of a node that is being emptied are to go on elsewhere. */
    public List<RoomRequest> leaving(String nodeId, List<String> rooms) {
        TenancyContext.enterAsService(entityManager);
        return rooms.stream()
                .map(RoomName::new)
                .flatMap(room ->
                        observers.ownersOf(room).stream().flatMap(observer -> observer.leaves(room, nodeId).stream()))
                .toList();
    }

    /**
     * What is known of a node's being there.
     *
     * @param url the address at which it was followed last
     * @param lastSeenAt until when it was there for certain
     * @param lost whether it was taken for lost, and was not back since
     */
    public record Standing(String url, Instant lastSeenAt, boolean lost) {}

    /** What is known of a node's being there; empty for one that was never followed, or is no more. */
    public Optional<Standing> standing(String nodeId) {
        TenancyContext.enterAsService(entityManager);
        return entityManager
                .createQuery(
                        "select c from EventCursor c where c.nodeId = :node order by c.lastSeenAt desc",
                        EventCursor.class)
                .setParameter("node", nodeId)
                .setMaxResults(1)
                .getResultStream()
                .map(cursor -> new Standing(cursor.nodeUrl(), cursor.lastSeenAt(), cursor.isLost()))
                .findFirst();
    }

    private List<RoomRequest> lost(String nodeId, Instant lastSeenAt) {
        LostNode node = new LostNode(nodeId, lastSeenAt);
        observers.all().forEach(observer -> observer.lost(node));
        return observers.all().stream()
                .flatMap(observer -> observer.goesOn(node).stream())
                .toList();
    }
}
