package org.auralink.calls.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** How far the events of one node have been applied, and which process sent them. */
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

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected EventCursor() {}

    public EventCursor(String nodeUrl, String nodeId, String bootId) {
        this.nodeUrl = nodeUrl;
        this.nodeId = nodeId;
        this.bootId = bootId;
    }

    /** Another process answers at the address: its events are counted anew. */
    public void restarted(String node, String boot) {
        nodeId = node;
        bootId = boot;
        sequence = 0;
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

    public String nodeId() {
        return nodeId;
    }

    public String bootId() {
        return bootId;
    }

    public long sequence() {
        return sequence;
    }
}
