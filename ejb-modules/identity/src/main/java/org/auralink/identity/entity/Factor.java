package org.auralink.identity.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.auralink.shared.UserId;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** Something that a person has, besides what they know: enrolled first, verified with the first proof of it. */
@Entity
@DynamicUpdate
@Table(schema = "auth", name = "mfa_factors")
public class Factor {
    private static final String UNVERIFIED = "unverified";
    private static final String VERIFIED = "verified";

    @Id
    @Column(name = "factor_id")
    private UUID factorId;

    @Column(name = "user_id", nullable = false, updatable = false)
    private UUID userId;

    @Column(name = "friendly_name", nullable = false)
    private String friendlyName;

    @Column(name = "factor_type", nullable = false, updatable = false)
    private String factorType;

    @Column(nullable = false)
    private String status;

    private byte @Nullable [] secret;

    @Column(name = "last_step")
    private @Nullable Long lastStep;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at", nullable = false)
    private Instant updatedAt;

    @Column(name = "last_challenged_at")
    private @Nullable Instant lastChallengedAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Factor() {}

    private Factor(UUID id, UserId user, FactorType type, String friendlyName, Instant now) {
        this.factorId = id;
        this.userId = user.value();
        this.factorType = type.word();
        this.friendlyName = friendlyName;
        this.status = UNVERIFIED;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** @param sealed the secret, encrypted for this id */
    public static Factor totp(UUID id, UserId user, String friendlyName, byte[] sealed, Instant now) {
        Factor factor = new Factor(id, user, FactorType.TOTP, friendlyName, now);
        factor.secret = sealed.clone();
        return factor;
    }

    /** Has a credential from its first verification on. */
    public static Factor webauthn(UserId user, String friendlyName, Instant now) {
        return new Factor(UUID.randomUUID(), user, FactorType.WEBAUTHN, friendlyName, now);
    }

    public UUID id() {
        return factorId;
    }

    public UserId user() {
        return new UserId(userId);
    }

    public boolean isOf(UserId user) {
        return userId.equals(user.value());
    }

    public String friendlyName() {
        return friendlyName;
    }

    public FactorType type() {
        return FactorType.of(factorType);
    }

    public boolean isVerified() {
        return VERIFIED.equals(status);
    }

    public String status() {
        return status;
    }

    /** @throws IllegalStateException for a factor that has none */
    public byte[] secret() {
        if (secret == null) {
            throw new IllegalStateException("a factor without a secret");
        }
        return secret.clone();
    }

    /** The time step of the code that was used last, before all of them for none. */
    public long lastStep() {
        return lastStep == null ? Long.MIN_VALUE : lastStep;
    }

    /** Neither this code nor one before it is good again. */
    public void used(long step) {
        this.lastStep = step;
    }

    public void challenged(Instant now) {
        this.lastChallengedAt = now;
        this.updatedAt = now;
    }

    public void verified(Instant now) {
        this.status = VERIFIED;
        this.updatedAt = now;
    }

    /** By an administrator. */
    public void rename(String name, Instant now) {
        this.friendlyName = name;
        this.updatedAt = now;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public @Nullable Instant lastChallengedAt() {
        return lastChallengedAt;
    }
}
