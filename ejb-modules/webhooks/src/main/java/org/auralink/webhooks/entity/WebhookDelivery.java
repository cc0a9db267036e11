package org.auralink.webhooks.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.hibernate.annotations.DynamicInsert;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one endpoint. Deliveries of one lane, which is a call, go one after the other; one that is sent
 * again on request, and a test, have a lane of their own.
 */
@Entity
@DynamicInsert
@DynamicUpdate
@Table(schema = "public", name = "webhook_deliveries")
public class WebhookDelivery {
    @Id
    @Column(name = "delivery_id", updatable = false)
    private UUID deliveryId;

    @Column(name = "organization_id", nullable = false, updatable = false)
    private UUID organizationId;

    @Column(name = "endpoint_id", nullable = false, updatable = false)
    private UUID endpointId;

    @Column(name = "event_id", nullable = false, updatable = false)
    private UUID eventId;

    @Column(nullable = false, updatable = false)
    private UUID lane;

    @Column(nullable = false, updatable = false)
    private long sequence;

    @Column(nullable = false)
    private String status;

    @Column(nullable = false)
    private int attempts;

    @Column(name = "due_at", nullable = false)
    private Instant dueAt;

    @Column
    private @Nullable UUID lease;

    @Column(name = "first_attempt_at")
    private @Nullable Instant firstAttemptAt;

    @Column(name = "last_attempt_at")
    private @Nullable Instant lastAttemptAt;

    @Column(name = "last_status")
    private @Nullable Integer lastStatus;

    @Column(name = "last_error")
    private @Nullable String lastError;

    @Column(name = "last_duration_ms")
    private @Nullable Integer lastDurationMs;

    @Column(name = "finished_at")
    private @Nullable Instant finishedAt;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected WebhookDelivery() {}

    private WebhookDelivery(WebhookEndpoint endpoint, UUID event, @Nullable UUID lane, long sequence, Instant now) {
        this.deliveryId = UUID.randomUUID();
        this.organizationId = endpoint.organization();
        this.endpointId = endpoint.id();
        this.eventId = event;
        this.lane = lane == null ? deliveryId : lane;
        this.sequence = sequence;
        this.status = DeliveryStatus.PENDING.wireName();
        this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
        this.dueAt = createdAt;
    }

    /** In its turn among the events of its call; of a test, at once. */
    public static WebhookDelivery of(WebhookEvent event, WebhookEndpoint endpoint, Instant now) {
        return new WebhookDelivery(endpoint, event.id(), event.callId(), event.sequence(), now);
    }

    /** The same event to the same endpoint once more, before and after everything else. */
    public WebhookDelivery again(WebhookEndpoint endpoint, Instant now) {
        return new WebhookDelivery(endpoint, eventId, null, sequence, now);
    }

    /** An attempt begins, and the delivery is one server's until the lease runs out. */
    public UUID begin(Instant now) {
        UUID mine = UUID.randomUUID();
        lease = mine;
        dueAt = now.plus(Limits.LEASE);
        attempts++;
        lastAttemptAt = now;
        if (firstAttemptAt == null) {
            firstAttemptAt = now;
        }
        return mine;
    }

    /** Whether the attempt that got this lease is still the last. */
    public boolean isHeldBy(UUID attempt) {
        return status() == DeliveryStatus.PENDING && attempt.equals(lease);
    }

    /** Whether no attempt is left: the last of them was never heard of again. */
    public boolean isExhausted() {
        return attempts >= Limits.ATTEMPTS;
    }

    /**
     * The attempt is over.
     *
     * @param jitter from 0 to 1
     */
    public void answered(Answer answer, Instant now, double jitter) {
        lease = null;
        lastStatus = answer.status() == 0 ? null : answer.status();
        lastDurationMs = Math.toIntExact(answer.took().toMillis());
        lastError = answer.problem();
        if (answer.isSuccess()) {
            finish(DeliveryStatus.DELIVERED, now);
        } else if (isExhausted()) {
            finish(DeliveryStatus.DEAD, now);
        } else {
            dueAt = now.plus(RetryPolicy.wait(attempts, jitter));
        }
    }

    /** The server that made the last attempt is gone without a word. */
    public void forgotten(Instant now) {
        lease = null;
        lastError = "What became of the last attempt is not known: the server that made it stopped.";
        finish(DeliveryStatus.DEAD, now);
    }

    /** Back in its old place, with all attempts before it. */
    public void retried(Instant now) {
        status = DeliveryStatus.PENDING.wireName();
        attempts = 0;
        firstAttemptAt = null;
        finishedAt = null;
        dueAt = now;
    }

    public void dropped(Instant now) {
        finish(DeliveryStatus.DROPPED, now);
    }

    private void finish(DeliveryStatus end, Instant now) {
        status = end.wireName();
        finishedAt = now;
    }

    public UUID id() {
        return deliveryId;
    }

    public UUID organization() {
        return organizationId;
    }

    public UUID endpointId() {
        return endpointId;
    }

    public UUID eventId() {
        return eventId;
    }

    public long sequence() {
        return sequence;
    }

    public DeliveryStatus status() {
        return DeliveryStatus.parse(status).orElseThrow();
    }

    public int attempts() {
        return attempts;
    }

    public Instant dueAt() {
        return dueAt;
    }

    public @Nullable Instant firstAttemptAt() {
        return firstAttemptAt;
    }

    public @Nullable Instant lastAttemptAt() {
        return lastAttemptAt;
    }

    public @Nullable Integer lastStatus() {
        return lastStatus;
    }

    public @Nullable String lastError() {
        return lastError;
    }

    public @Nullable Integer lastDurationMs() {
        return lastDurationMs;
    }

    public @Nullable Instant finishedAt() {
        return finishedAt;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
