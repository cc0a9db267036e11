package org.auralink.identity.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.auralink.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in that a client began and that goes on in a mail program or at a provider: the client alone can fetch its
 * session, with the code and the verifier of its challenge (RFC 7636).
 */
@Entity
@Table(schema = "auth", name = "flow_states")
public class FlowState {
    @Id
    @Column(name = "flow_id")
    private UUID flowId;

    @Column(name = "user_id")
    private @Nullable UUID userId;

    @Column(name = "code_challenge", nullable = false)
    private String codeChallenge;

    @Column(name = "challenge_method", nullable = false)
    private String challengeMethod;

    @Column(nullable = false)
    private String method;

    @Column(name = "code_hash")
    private byte @Nullable [] codeHash;

    @Column(name = "expires_at", nullable = false)
    private Instant expiresAt;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected FlowState() {}

    /**
     * @param method how the person will have proved who they are, in GoTrue's words: {@code recovery}
     * @param expires when nobody waits any more
     */
    public FlowState(PkceChallenge challenge, String method, Instant expires, Instant now) {
        this.flowId = UUID.randomUUID();
        this.codeChallenge = challenge.value();
        this.challengeMethod = challenge.method();
        this.method = method;
        this.expiresAt = expires;
        this.createdAt = now;
    }

    public UUID id() {
        return flowId;
    }

    /** @throws IllegalStateException before it is known */
    public UserId user() {
        if (userId == null) {
            throw new IllegalStateException("a sign-in of nobody yet");
        }
        return new UserId(userId);
    }

    public PkceChallenge challenge() {
        return new PkceChallenge(codeChallenge, challengeMethod);
    }

    public String method() {
        return method;
    }

    public boolean isOver(Instant now) {
        return !expiresAt.isAfter(now);
    }

    /**
     * The person has proved who they are; the client may fetch the session.
     *
     * @param hash of the code that it gets by way of the browser
     */
    public void proved(UserId user, byte[] hash, Instant expires) {
        this.userId = user.value();
        this.codeHash = hash.clone();
        this.expiresAt = expires;
    }
}
