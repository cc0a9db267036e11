package org.auralink.identity.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A link in a session's chain of refresh tokens. Holds the hash only. */
@Entity
@Table(schema = "auth", name = "refresh_tokens")
public class RefreshToken {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "token_id")
    private @Nullable Long tokenId;

    @Column(name = "session_id", nullable = false)
    private UUID sessionId;

    @Column(name = "token_hash", nullable = false)
    private byte[] tokenHash;

    @Column(name = "parent_id")
    private @Nullable Long parentId;

    @Column(nullable = false)
    private int ordinal;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected RefreshToken() {}

    /** The first of a session. */
    public RefreshToken(Session session, RefreshTokenValue value, Instant now) {
        this.sessionId = session.id();
        this.tokenHash = value.hash();
        this.createdAt = now;
    }

    /** @param ordinal how many children the parent has already */
    public static RefreshToken childOf(
            Session session, RefreshToken parent, int ordinal, RefreshTokenValue value, Instant now) {
        RefreshToken child = new RefreshToken(session, value, now);
        child.parentId = parent.tokenId;
        child.ordinal = ordinal;
        return child;
    }

    public @Nullable Long id() {
        return tokenId;
    }

    public int ordinal() {
        return ordinal;
    }

    public boolean isChildOf(RefreshToken other) {
        return parentId != null && parentId.equals(other.tokenId);
    }

    public @Nullable Instant revokedAt() {
        return revokedAt;
    }

    /** The first revocation counts: using a token again must not prolong the time in which that is forgiven. */
    public void revoke(Instant now) {
        if (revokedAt == null) {
            revokedAt = now;
        }
    }
}
