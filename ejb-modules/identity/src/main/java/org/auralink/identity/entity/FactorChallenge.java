package org.auralink.identity.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A factor was asked to prove itself. It goes with its first right answer. */
@Entity
@Table(schema = "auth", name = "mfa_challenges")
public class FactorChallenge {
    @Id
    @Column(name = "challenge_id")
    private UUID challengeId;

    @Column(name = "factor_id", nullable = false)
    private UUID factorId;

    @Column(name = "network_hash", nullable = false)
    private byte[] networkHash;

    private byte @Nullable [] nonce;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "expires_at", nullable = false)
    private Instant expiresAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected FactorChallenge() {}

    /**
     * @param network from where it was asked for, as a hash
     * @param nonce what an authenticator has to sign; null for a code
     */
    public FactorChallenge(Factor factor, byte[] network, byte @Nullable [] nonce, Instant now, Duration lifetime) {
        this.challengeId = UUID.randomUUID();
        this.factorId = factor.id();
        this.networkHash = network.clone();
        this.nonce = nonce == null ? null : nonce.clone();
        this.createdAt = now;
        this.expiresAt = now.plus(lifetime);
    }

    public UUID id() {
        return challengeId;
    }

    public boolean isOf(Factor factor) {
        return factorId.equals(factor.id());
    }

    public boolean isFrom(byte[] network) {
        return MessageDigest.isEqual(networkHash, network);
    }

    public boolean isOver(Instant now) {
        return !now.isBefore(expiresAt);
    }

    public Instant expiresAt() {
        return expiresAt;
    }

    /** @throws IllegalStateException for a challenge that is answered with a code */
    public byte[] nonce() {
        if (nonce == null) {
            throw new IllegalStateException("a challenge without a nonce");
        }
        return nonce.clone();
    }
}
