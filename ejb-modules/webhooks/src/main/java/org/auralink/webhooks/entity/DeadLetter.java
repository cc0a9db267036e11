package org.auralink.webhooks.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What could not be delivered, with all that somebody needs who decides about it. */
@Entity
@Table(schema = "public", name = "dead_letters")
public class DeadLetter {
    /** The queue of deliveries to endpoints. */
    public static final String WEBHOOKS = "webhooks";

    @Id
    @Column(name = "dead_letter_id", updatable = false)
    private UUID deadLetterId;

    @Column(name = "organization_id", nullable = false, updatable = false)
    private UUID organizationId;

    @Column(nullable = false, updatable = false)
    private String queue;

    @Column(name = "delivery_id", nullable = false, updatable = false)
    private UUID deliveryId;

    @Column(nullable = false, updatable = false)
    private String payload;

    @Column(nullable = false, updatable = false)
    private String error;

    @Column(nullable = false, updatable = false)
    private int attempts;

    @Column(name = "first_attempt_at", nullable = false, updatable = false)
    private Instant firstAttemptAt;

    @Column(name = "last_attempt_at", nullable = false, updatable = false)
    private Instant lastAttemptAt;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected DeadLetter() {}

    private DeadLetter(WebhookDelivery delivery, String payload, Instant now) {
        this.deadLetterId = UUID.randomUUID();
        this.organizationId = delivery.organization();
        this.queue = WEBHOOKS;
        this.deliveryId = delivery.id();
        this.payload = payload;
        this.error = Objects.requireNonNullElse(delivery.lastError(), "Nothing is known about the last attempt.");
        this.attempts = delivery.attempts();
        this.firstAttemptAt = orNow(delivery.firstAttemptAt(), now);
        this.lastAttemptAt = orNow(delivery.lastAttemptAt(), now);
        this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
    }

    /** @param payload the body that was not taken */
    public static DeadLetter of(WebhookDelivery delivery, String payload, Instant now) {
        return new DeadLetter(delivery, payload, now);
    }

    private static Instant orNow(@Nullable Instant time, Instant now) {
        return time == null ? now : time;
    }

    public UUID id() {
        return deadLetterId;
    }

    public String queue() {
        return queue;
    }

    public UUID deliveryId() {
        return deliveryId;
    }

    public String payload() {
        return payload;
    }

    public String error() {
        return error;
    }

    public int attempts() {
        return attempts;
    }

    public Instant firstAttemptAt() {
        return firstAttemptAt;
    }

    public Instant lastAttemptAt() {
        return lastAttemptAt;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
