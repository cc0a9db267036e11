package org.auralink.quality.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A rule was broken for longer than it allows. Written from media nodes' reports, read by people. */
@Entity
@Table(schema = "public", name = "quality_issues")
public class QualityIssue {
    @Id
    @Column(name = "issue_id")
    private UUID issueId;

    @Column(name = "organization_id", nullable = false, updatable = false)
    private UUID organizationId;

    @Column(name = "call_id", nullable = false, updatable = false)
    private UUID callId;

    @Column(name = "media_sid", nullable = false, updatable = false)
    private String mediaSid;

    @Column(nullable = false, updatable = false)
    private String identity;

    @Column(name = "node_id", nullable = false)
    private String nodeId;

    @Column(nullable = false, updatable = false)
    private String kind;

    @Column(nullable = false)
    private String severity;

    @Column(nullable = false)
    private BigDecimal worst;

    @Column(nullable = false, updatable = false)
    private BigDecimal threshold;

    @Column(name = "began_at", nullable = false, updatable = false)
    private Instant beganAt;

    @Column(name = "last_seen_at", nullable = false)
    private Instant lastSeenAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected QualityIssue() {}

    public UUID issueId() {
        return issueId;
    }

    /** The node's id of the joining. */
    public String mediaSid() {
        return mediaSid;
    }

    public String identity() {
        return identity;
    }

    public String kind() {
        return kind;
    }

    public String severity() {
        return severity;
    }

    /** In the rule's unit. */
    public BigDecimal worst() {
        return worst;
    }

    /** In the rule's unit. */
    public BigDecimal threshold() {
        return threshold;
    }

    public Instant beganAt() {
        return beganAt;
    }

    /** {@code null} while it lasts. */
    public @Nullable Instant endedAt() {
        return endedAt;
    }
}
