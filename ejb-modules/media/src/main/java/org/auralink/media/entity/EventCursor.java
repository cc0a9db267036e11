package org.auralink.media.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far the events of one node have been applied, which process sent them, and until when it was there for certain. */
@Entity
@Table(schema = "public", name = "media_event_cursors")
public class EventCursor {
    @Id
    @Column(name = "node_url")
    private String nodeUrl;

    @Column(name = "node_id", nullable = false)
    private String nodeId;

    @Column(name = "boot_id", nullable = false)
    private String bootId;

    @Column(nullable = false)
    private long sequence;

    @Column(name = "last_seen_at", nullable = false)
    private Instant lastSeenAt;

    /** Since when it counts as gone. */
    @Column(name = "lost_at")
    private @Nullable Instant lostAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected EventCursor() {}

    /** The cursor of a node that is there now. */
    public EventCursor(String nodeUrl, String nodeId, String bootId, Instant now) {
        this.nodeUrl = nodeUrl;
        this.nodeId = nodeId;
        this.bootId = bootId;
        this.lastSeenAt = now;
    }

    /** The cursor of an address at which no node has ever been heard, told by its empty id. */
    public static EventCursor unheard(String nodeUrl, Instant now) {
        return new EventCursor(nodeUrl, "", "", now);
    }

    /** The cursor of the node at this address, to be moved; {@code null} when none was ever heard there. */
    public static @Nullable EventCursor lock(EntityManager entityManager, String nodeUrl) {
        return entityManager.find(EventCursor.class, nodeUrl, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Another process answers at the address: its events are counted anew. */
    public void restarted(String node, String boot) {
        nodeId = node;
        bootId = boot;
        sequence = 0;
        lostAt = null;
    }

    /** The node counts as gone; where nobody lists it, it is not followed any more until it comes back. */
    public void lost(Instant at) {
        lostAt = at;
    }

    /** The node gave a sign of life. */
    public void seen(Instant at) {
        lostAt = null;
        if (at.isAfter(lastSeenAt)) {
            lastSeenAt = at;
        }
    }

    /** Whether it counts as gone. */
    public boolean isLost() {
        return lostAt != null;
    }

    /** Whether the same process sent the events so far. */
    public boolean isOf(String node, String boot) {
        return nodeId.equals(node) && bootId.equals(boot);
    }

    /** Whether the event has been applied before. */
    public boolean has(long event) {
        return event <= sequence;
    }

    public void advance(long event) {
        sequence = Math.max(sequence, event);
    }

    public String nodeUrl() {
        return nodeUrl;
    }

    public String nodeId() {
        return nodeId;
    }

    public String bootId() {
        return bootId;
    }

    public long sequence() {
        return sequence;
    }

    /** By our clock. */
    public Instant lastSeenAt() {
        return lastSeenAt;
    }
}
