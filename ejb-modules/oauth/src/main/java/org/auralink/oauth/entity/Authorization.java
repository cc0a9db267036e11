package org.auralink.oauth.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.auralink.shared.UserId;
import org.jspecify.annotations.Nullable;

/** What a client asks a person for, until its code is used (RFC 6749, 4.1). It is asked once, and a code is good once. */
@Entity
@Table(schema = "auth", name = "oauth_authorizations")
public class Authorization {
    @Id
    @Column(name = "authorization_id")
    private UUID authorizationId;

    @Column(name = "client_id", nullable = false, updatable = false)
    private UUID clientId;

    @Column(name = "user_id")
    private @Nullable UUID userId;

    @Column(name = "redirect_uri", nullable = false, updatable = false)
    private String redirectUri;

    @Column(nullable = false, updatable = false)
    private String scope;

    @Column(updatable = false)
    private @Nullable String state;

    @Column(updatable = false)
    private @Nullable String nonce;

    @Column(name = "code_challenge", nullable = false, updatable = false)
    private String codeChallenge;

    @Column(name = "asks_again", nullable = false, updatable = false)
    private boolean asksAgain;

    @Column(name = "authenticated_after", updatable = false)
    private @Nullable Instant authenticatedAfter;

    @Column(name = "authenticated_at")
    private @Nullable Instant authenticatedAt;

    @Column(name = "code_hash")
    private byte @Nullable [] codeHash;

    @Column(name = "redeemed_at")
    private @Nullable Instant redeemedAt;

    @Column(name = "session_id")
    private @Nullable UUID sessionId;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Column(name = "expires_at", nullable = false)
    private Instant expiresAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Authorization() {}

    public Authorization(OAuthClient client, AuthorizationWish wish, Instant now) {
        this.authorizationId = UUID.randomUUID();
        this.clientId = client.id();
        this.redirectUri = wish.redirectUri().text();
        this.scope = wish.scope();
        this.state = wish.state();
        this.nonce = wish.nonce();
        this.codeChallenge = wish.challenge().value();
        this.asksAgain = wish.asksAgain();
        this.authenticatedAfter = wish.maxAge() == null ? null : now.minus(wish.maxAge());
        this.createdAt = now;
        this.expiresAt = now.plus(Limits.DECISION);
    }

    /** Does it still wait for somebody's answer? */
    public boolean isOpen(Instant now) {
        return codeHash == null && now.isBefore(expiresAt);
    }

    /** Whoever looks first is who is asked; nobody else is from then on. */
    public boolean asks(UserId user) {
        if (userId == null) {
            userId = user.value();
        }
        return userId.equals(user.value());
    }

    /** Is a sign-in of that time new enough for the client? */
    public boolean accepts(Instant authenticated) {
        // Times of sign-ins have whole seconds.
        return authenticatedAfter == null || !authenticated.isBefore(authenticatedAfter.minusSeconds(1));
    }

    /** Must the person be asked even if they have agreed to it before? */
    public boolean asksAgain() {
        return asksAgain;
    }

    /** The person agrees; the code goes to the client, by way of their browser. */
    public Secret agree(Instant authenticated, Instant now) {
        Secret code = Secret.random();
        this.codeHash = code.hash();
        this.authenticatedAt = authenticated;
        this.expiresAt = now.plus(Limits.CODE);
        return code;
    }

    /** The code was exchanged. */
    public void redeemed(UUID session, Instant now) {
        this.sessionId = session;
        this.redeemedAt = now;
        this.expiresAt = now.plus(Limits.USED_CODE);
    }

    /** What the code opened, if it was exchanged already. */
    public Optional<UUID> opened() {
        return Optional.ofNullable(sessionId);
    }

    public boolean isOver(Instant now) {
        return !now.isBefore(expiresAt);
    }

    public UUID id() {
        return authorizationId;
    }

    public UUID client() {
        return clientId;
    }

    /** @throws IllegalStateException before anybody was asked */
    public UserId user() {
        if (userId == null) {
            throw new IllegalStateException("nobody was asked yet");
        }
        return new UserId(userId);
    }

    public RedirectUri redirectUri() {
        return new RedirectUri(redirectUri);
    }

    public String scope() {
        return scope;
    }

    public @Nullable String state() {
        return state;
    }

    public @Nullable String nonce() {
        return nonce;
    }

    public CodeChallenge challenge() {
        return new CodeChallenge(codeChallenge);
    }

    public @Nullable Instant authenticatedAt() {
        return authenticatedAt;
    }
}
