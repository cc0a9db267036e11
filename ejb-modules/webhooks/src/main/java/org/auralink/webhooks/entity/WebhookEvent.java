package org.auralink.webhooks.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.auralink.shared.OrganizationId;
import org.jspecify.annotations.Nullable;

/** Something that happened, as it is told to every endpoint that wants to know. Never changes. */
@Entity
@Table(schema = "public", name = "webhook_events")
public class WebhookEvent {
    @Id
    @Column(name = "event_id", updatable = false)
    private UUID eventId;

    @Column(name = "organization_id", nullable = false, updatable = false)
    private UUID organizationId;

    @Column(name = "call_id", updatable = false)
    private @Nullable UUID callId;

    @Column(nullable = false, updatable = false)
    private long sequence;

    @Column(name = "event_type", nullable = false, updatable = false)
    private String eventType;

    @Column(nullable = false, updatable = false)
    private String body;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected WebhookEvent() {}

    /**
     * @param callId whose event it is, {@code null} for a test
     * @param sequence counts the events of the call from 1
     * @param body what is sent, byte for byte
     */
    public WebhookEvent(
            UUID eventId,
            OrganizationId organization,
            @Nullable UUID callId,
            long sequence,
            EventType type,
            String body,
            Instant now) {
        if (body.getBytes(StandardCharsets.UTF_8).length > Limits.BODY_BYTES) {
            throw new IllegalArgumentException("no event is that long: its texts have limits");
        }
        this.eventId = eventId;
        this.organizationId = organization.value();
        this.callId = callId;
        this.sequence = sequence;
        this.eventType = type.wireName();
        this.body = body;
        this.createdAt = now;
    }

    public UUID id() {
        return eventId;
    }

    public @Nullable UUID callId() {
        return callId;
    }

    public long sequence() {
        return sequence;
    }

    /** Its name on the wire. */
    public String typeName() {
        return eventType;
    }

    public String body() {
        return body;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
