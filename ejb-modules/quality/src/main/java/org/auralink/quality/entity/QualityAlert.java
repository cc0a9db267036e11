package org.auralink.quality.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.auralink.shared.UserId;
import org.jspecify.annotations.Nullable;

/** Something that whoever runs the organization should look at. Opened by issues; answered by people, or over by itself. */
@Entity
@Table(schema = "public", name = "quality_alerts")
public class QualityAlert {
    @Id
    @Column(name = "alert_id")
    private UUID alertId;

    @Column(name = "organization_id", nullable = false, updatable = false)
    private UUID organizationId;

    @Column(name = "call_id", nullable = false, updatable = false)
    private UUID callId;

    @Column(nullable = false, updatable = false)
    private String kind;

    @Column(nullable = false, updatable = false)
    private String severity;

    @Column(nullable = false)
    private String status;

    @Column(nullable = false, updatable = false)
    private int people;

    @Column(name = "opened_at", nullable = false, updatable = false)
    private Instant openedAt;

    @Column(name = "acknowledged_at")
    private @Nullable Instant acknowledgedAt;

    @Column(name = "acknowledged_by")
    private @Nullable UUID acknowledgedBy;

    @Column(name = "resolved_at")
    private @Nullable Instant resolvedAt;

    @Column(name = "resolved_by")
    private @Nullable UUID resolvedBy;

    @Column(name = "by_hand", nullable = false)
    private boolean byHand;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected QualityAlert() {}

    /** Somebody looks into it. Who was first stays; one that is resolved stays so. */
    public void acknowledge(UserId by, Instant now) {
        if (status().equals(AlertStatus.OPEN)) {
            status = AlertStatus.ACKNOWLEDGED.wireName();
            acknowledgedAt = now;
            acknowledgedBy = by.value();
        }
    }

    /** Nothing is to be done any more. The same issues open no other alert. */
    public void resolve(UserId by, Instant now) {
        if (!status().equals(AlertStatus.RESOLVED)) {
            status = AlertStatus.RESOLVED.wireName();
            resolvedAt = now;
            resolvedBy = by.value();
            byHand = true;
        }
    }

    public UUID alertId() {
        return alertId;
    }

    public UUID callId() {
        return callId;
    }

    public String kind() {
        return kind;
    }

    public String severity() {
        return severity;
    }

    /** How far it has come. */
    public AlertStatus status() {
        return AlertStatus.parse(status).orElseThrow();
    }

    /** How many had the issue at once, at most. */
    public int people() {
        return people;
    }

    public Instant openedAt() {
        return openedAt;
    }

    public @Nullable Instant acknowledgedAt() {
        return acknowledgedAt;
    }

    public @Nullable UUID acknowledgedBy() {
        return acknowledgedBy;
    }

    public @Nullable Instant resolvedAt() {
        return resolvedAt;
    }

    /** {@code null} when it passed by itself. */
    public @Nullable UUID resolvedBy() {
        return resolvedBy;
    }
}
