package org.auralink.identity.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.auralink.shared.UserId;
import org.jspecify.annotations.Nullable;

/** What an authenticator has to sign, for a new passkey of somebody or a sign-in of nobody yet. Used once. */
@Entity
@Table(schema = "auth", name = "passkey_challenges")
public class PasskeyChallenge {
    @Id
    @Column(name = "challenge_id")
    private UUID challengeId;

    @Column(name = "user_id")
    private @Nullable UUID userId;

    @Column(nullable = false)
    private byte[] nonce;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "expires_at", nullable = false)
    private Instant expiresAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected PasskeyChallenge() {}

    /** @param user who registers a passkey; null for a sign-in */
    public PasskeyChallenge(@Nullable UserId user, byte[] nonce, Instant now, Duration lifetime) {
        this.challengeId = UUID.randomUUID();
        this.userId = user == null ? null : user.value();
        this.nonce = nonce.clone();
        this.createdAt = now;
        this.expiresAt = now.plus(lifetime);
    }

    public UUID id() {
        return challengeId;
    }

    /** @param user null for a sign-in */
    public boolean isFor(@Nullable UserId user) {
        return user == null ? userId == null : user.value().equals(userId);
    }

    public byte[] nonce() {
        return nonce.clone();
    }

    public boolean isOver(Instant now) {
        return !now.isBefore(expiresAt);
    }

    public Instant expiresAt() {
        return expiresAt;
    }
}
