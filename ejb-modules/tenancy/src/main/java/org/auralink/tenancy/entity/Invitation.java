package org.auralink.tenancy.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.UserId;
import org.jspecify.annotations.Nullable;

/** Somebody with an e-mail address may become a member. Who knows the token answers it, once and in time. */
@Entity
@Table(schema = "public", name = "invitations")
public class Invitation {
    /** What became of it; in the database in lower case. */
    public enum Status {
        PENDING,
        ACCEPTED,
        DECLINED,
        REVOKED
    }

    @Id
    @Column(name = "invitation_id")
    private UUID invitationId;

    @Column(name = "organization_id", nullable = false, updatable = false)
    private UUID organizationId;

    @Column(nullable = false, updatable = false)
    private String email;

    @Column(nullable = false, updatable = false)
    private String role;

    @Column(name = "token_hash", nullable = false, updatable = false)
    private byte[] tokenHash;

    @Column(name = "invited_by", updatable = false)
    private @Nullable UUID invitedBy;

    @Column(nullable = false)
    private String status;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Column(name = "expires_at", nullable = false, updatable = false)
    private Instant expiresAt;

    @Column(name = "answered_at")
    private @Nullable Instant answeredAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Invitation() {}

    public Invitation(
            OrganizationId organization, String email, Role role, byte[] tokenHash, UserId invitedBy, Instant now) {
        this.invitationId = UUID.randomUUID();
        this.organizationId = organization.value();
        this.email = email;
        this.role = role.wireName();
        this.tokenHash = tokenHash.clone();
        this.invitedBy = invitedBy.value();
        this.status = "pending";
        // PostgreSQL keeps microseconds; a page's cursor must meet the same instant again.
        this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
        this.expiresAt = createdAt.plus(Limits.INVITATION_VALID);
    }

    /** Whether it can still be answered. */
    public boolean isOpen(Instant now) {
        return status.equals("pending") && now.isBefore(expiresAt);
    }

    public void answer(Status answer, Instant now) {
        status = answer.name().toLowerCase(Locale.ROOT);
        answeredAt = now;
    }

    /** As it is told: what was not answered in time is {@code expired}. */
    public String status(Instant now) {
        return status.equals("pending") && !isOpen(now) ? "expired" : status;
    }

    public UUID id() {
        return invitationId;
    }

    public OrganizationId organization() {
        return new OrganizationId(organizationId);
    }

    public String email() {
        return email;
    }

    public Role role() {
        return Role.parse(role);
    }

    public @Nullable UUID invitedBy() {
        return invitedBy;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant expiresAt() {
        return expiresAt;
    }
}
