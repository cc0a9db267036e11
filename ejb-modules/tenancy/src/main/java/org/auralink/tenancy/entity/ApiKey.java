package org.auralink.tenancy.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.UserId;
import org.jspecify.annotations.Nullable;

/** A key with which a program acts in one organization, for the member who made it. Knows whether it still works. */
@Entity
@Table(schema = "public", name = "api_keys")
public class ApiKey {
    @Id
    @Column(name = "key_id")
    private UUID keyId;

    @Column(name = "organization_id", nullable = false, updatable = false)
    private UUID organizationId;

    @Column(name = "created_by", nullable = false, updatable = false)
    private UUID createdBy;

    @Column(nullable = false, updatable = false)
    private String name;

    @Column(nullable = false, updatable = false)
    private String prefix;

    @Column(name = "key_hash", nullable = false)
    private byte[] keyHash;

    @Column(name = "previous_hash")
    private byte @Nullable [] previousHash;

    @Column(name = "previous_until")
    private @Nullable Instant previousUntil;

    @Column(nullable = false, updatable = false)
    private String[] scopes;

    @Column(name = "rate_limit_per_minute", nullable = false, updatable = false)
    private int rateLimitPerMinute;

    @Column(name = "expires_at", updatable = false)
    private @Nullable Instant expiresAt;

    @Column(name = "last_used_at")
    private @Nullable Instant lastUsedAt;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected ApiKey() {}

    /**
     * @param wanted its name, scopes, rate and end, checked
     * @param secret of which the hash is kept
     */
    public ApiKey(OrganizationId organization, UserId maker, KeyDraft wanted, KeySecret secret, Instant now) {
        this.keyId = UUID.randomUUID();
        this.organizationId = organization.value();
        this.createdBy = maker.value();
        this.name = wanted.name();
        this.prefix = secret.prefix();
        this.keyHash = secret.hash();
        this.scopes = wanted.scopes().toArray(String[]::new);
        this.rateLimitPerMinute = wanted.ratePerMinute();
        this.expiresAt = wanted.expiresAt();
        // PostgreSQL keeps microseconds; a page's cursor must meet the same instant again.
        this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
    }

    /** Whether it is this one, or the one before while that still works. */
    public boolean opensWith(Predicate<byte[]> hash, Instant now) {
        boolean previous =
                previousHash != null && previousUntil != null && now.isBefore(previousUntil) && hash.test(previousHash);
        return isGood(now) && (hash.test(keyHash) || previous);
    }

    /** Neither revoked nor expired. */
    public boolean isGood(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    /** Whether its use is worth writing down. */
    public boolean isUsedAnew(Instant now) {
        return lastUsedAt == null || !now.isBefore(lastUsedAt.plus(Limits.KEY_USE));
    }

    public void used(Instant now) {
        lastUsedAt = now.truncatedTo(ChronoUnit.HOURS);
    }

    /** @param until how long the one before works on; not at all when it is now */
    public void replace(KeySecret fresh, Instant until, Instant now) {
        boolean overlap = now.isBefore(until);
        previousHash = overlap ? keyHash : null;
        previousUntil = overlap ? until : null;
        keyHash = fresh.hash();
    }

    public void revoke(Instant now) {
        if (revokedAt == null) {
            revokedAt = now;
        }
    }

    public UUID id() {
        return keyId;
    }

    public OrganizationId organization() {
        return new OrganizationId(organizationId);
    }

    public UserId maker() {
        return new UserId(createdBy);
    }

    public String name() {
        return name;
    }

    public String prefix() {
        return prefix;
    }

    public List<String> scopes() {
        return List.of(scopes);
    }

    public int ratePerMinute() {
        return rateLimitPerMinute;
    }

    public @Nullable Instant expiresAt() {
        return expiresAt;
    }

    public @Nullable Instant lastUsedAt() {
        return lastUsedAt;
    }

    public @Nullable Instant previousUntil() {
        return previousUntil;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public @Nullable Instant revokedAt() {
        return revokedAt;
    }
}
