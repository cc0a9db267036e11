package org.auralink.identity.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.auralink.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * The public half of a key pair that an authenticator holds (WebAuthn, 4, "credential record"): of a second factor, or a
 * passkey, with which one signs in without anything else.
 */
@Entity
@Table(schema = "auth", name = "webauthn_credentials")
public class WebAuthnCredential {
    @Id
    @Column(name = "passkey_id")
    private UUID passkeyId;

    @Column(name = "user_id", nullable = false, updatable = false)
    private UUID userId;

    @Column(name = "factor_id", updatable = false)
    private @Nullable UUID factorId;

    @Column(name = "credential_id", nullable = false, updatable = false)
    private byte[] credentialId;

    @Column(name = "public_key", nullable = false, updatable = false)
    private byte[] publicKey;

    @Column(name = "backup_eligible", nullable = false, updatable = false)
    private boolean backupEligible;

    @Column(name = "sign_count", nullable = false)
    private long signCount;

    @Column(name = "friendly_name", nullable = false)
    private String friendlyName;

    @Column(nullable = false, updatable = false)
    private String[] transports;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Column(name = "last_used_at")
    private @Nullable Instant lastUsedAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected WebAuthnCredential() {}

    /**
     * What an authenticator made.
     *
     * @param id of the credential, chosen by the authenticator
     * @param publicKey COSE_Key
     * @param backupEligible whether it may be copied to other devices, which never changes
     * @param signCount how often it signed
     * @param transports how a browser reaches the authenticator
     */
    public record Made(byte[] id, byte[] publicKey, boolean backupEligible, long signCount, List<String> transports) {
        public Made {
            transports = List.copyOf(transports);
        }

        @Override
        public String toString() {
            return "Made[redacted]";
        }
    }

    /** @param factor null for a passkey */
    public WebAuthnCredential(UserId user, @Nullable Factor factor, Made made, String friendlyName, Instant now) {
        this.passkeyId = UUID.randomUUID();
        this.userId = user.value();
        this.factorId = factor == null ? null : factor.id();
        this.credentialId = made.id().clone();
        this.publicKey = made.publicKey().clone();
        this.backupEligible = made.backupEligible();
        this.signCount = made.signCount();
        this.transports = made.transports().toArray(String[]::new);
        this.friendlyName = friendlyName;
        this.createdAt = now;
    }

    public UUID id() {
        return passkeyId;
    }

    public UserId user() {
        return new UserId(userId);
    }

    public boolean isOf(UserId user) {
        return userId.equals(user.value());
    }

    /** Does it sign in by itself? */
    public boolean isPasskey() {
        return factorId == null;
    }

    public byte[] credentialId() {
        return credentialId.clone();
    }

    public byte[] publicKey() {
        return publicKey.clone();
    }

    public boolean isBackupEligible() {
        return backupEligible;
    }

    public long signCount() {
        return signCount;
    }

    public List<String> transports() {
        return List.of(transports);
    }

    public String friendlyName() {
        return friendlyName;
    }

    public void rename(String name) {
        this.friendlyName = name;
    }

    /** @param count what the authenticator says that it has signed */
    public void used(long count, Instant now) {
        this.signCount = count;
        this.lastUsedAt = now;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public @Nullable Instant lastUsedAt() {
        return lastUsedAt;
    }
}
