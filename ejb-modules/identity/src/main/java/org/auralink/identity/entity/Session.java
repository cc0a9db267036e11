package org.auralink.identity.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.auralink.shared.UserId;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * One sign-in on one device. It lives as long as its refresh tokens are used; without it no access token is worth
 * anything to {@code /user}.
 */
@Entity
@Table(schema = "auth", name = "sessions")
public class Session {
    private static final String FIRST = "aal1";
    private static final String RAISED = "aal2";

    @Id
    @Column(name = "session_id")
    private UUID sessionId;

    @Column(name = "user_id", nullable = false)
    private UUID userId;

    @Column(nullable = false)
    private String aal;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    private List<Map<String, Object>> amr;

    @Column(name = "token_seed", nullable = false)
    private byte[] tokenSeed;

    @Column(name = "user_agent")
    private @Nullable String userAgent;

    @Column(name = "factor_id")
    private @Nullable UUID factorId;

    @Column(name = "client_id", updatable = false)
    private @Nullable UUID clientId;

    @Column(updatable = false)
    private @Nullable String scope;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Column(name = "refreshed_at", nullable = false)
    private Instant refreshedAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Session() {}

    /** @param method how the person proved who they are, in GoTrue's words: {@code password} */
    public Session(UserId user, String method, byte[] tokenSeed, Instant now) {
        this.sessionId = UUID.randomUUID();
        this.userId = user.value();
        this.aal = FIRST;
        this.amr = List.of(Map.of("method", method, "timestamp", now.getEpochSecond()));
        this.tokenSeed = tokenSeed.clone();
        this.createdAt = now;
        this.refreshedAt = now;
    }

    /** Notes what the program called itself that opened the session, by which its owner recognizes it. */
    public Session openedBy(Optional<String> userAgent) {
        this.userAgent = userAgent.orElse(null);
        return this;
    }

    /**
     * It is another system's, to which the person gave it.
     *
     * @param client the system (RFC 6749, 1.1)
     * @param granted what it may know of the person, in words separated by blanks (RFC 6749, 3.3)
     */
    public Session of(UUID client, String granted) {
        this.clientId = client;
        this.scope = granted;
        return this;
    }

    public UUID id() {
        return sessionId;
    }

    /** The system that has it; empty for the person's own. */
    public Optional<UUID> client() {
        return Optional.ofNullable(clientId);
    }

    /** What its client may know; empty for the person's own, in which everything may be known. */
    public Optional<String> scope() {
        return Optional.ofNullable(scope);
    }

    public UserId user() {
        return new UserId(userId);
    }

    /** Authenticator assurance level: {@code aal1} or, after a second factor, {@code aal2}. */
    public String aal() {
        return aal;
    }

    /** Authentication method references, newest first: {@code [{"method", "timestamp"}]}. */
    public List<Map<String, Object>> amr() {
        return amr;
    }

    /** When the person proved last who they are. */
    public Instant authenticatedAt() {
        return amr.stream()
                .map(reference -> reference.get("timestamp"))
                .filter(Number.class::isInstance)
                .map(seconds -> Instant.ofEpochSecond(((Number) seconds).longValue()))
                .max(Instant::compareTo)
                .orElse(createdAt);
    }

    /** Did the person prove who they are in this way, among others? */
    public boolean wasOpenedBy(String method) {
        return amr.stream().anyMatch(reference -> method.equals(reference.get("method")));
    }

    /** Has the person shown a second factor in it? */
    public boolean isRaised() {
        return RAISED.equals(aal);
    }

    /** The person has shown the factor. */
    public void raise(Factor factor, Instant now) {
        List<Map<String, Object>> methods = new ArrayList<>();
        String method = factor.type().method();
        methods.add(Map.of("method", method, "timestamp", now.getEpochSecond()));
        amr.stream().filter(it -> !method.equals(it.get("method"))).forEach(methods::add);
        this.amr = methods;
        this.aal = RAISED;
        this.factorId = factor.id();
    }

    /** The factor that raised it is no more. */
    public void fallBack() {
        Set<Object> ofFactors =
                Arrays.stream(FactorType.values()).map(FactorType::method).collect(Collectors.toUnmodifiableSet());
        this.amr = amr.stream()
                .filter(it -> !ofFactors.contains(String.valueOf(it.get("method"))))
                .toList();
        this.aal = FIRST;
        this.factorId = null;
    }

    public byte[] tokenSeed() {
        return tokenSeed.clone();
    }

    public @Nullable String userAgent() {
        return userAgent;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** When the last access token of this session was handed out. */
    public Instant refreshedAt() {
        return refreshedAt;
    }

    public void refreshed(Instant now) {
        this.refreshedAt = now;
    }
}
