package org.auralink.oauth.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.auralink.shared.UserId;
import org.jspecify.annotations.Nullable;

/** What a person has agreed to give a client. They are not asked for the same again. */
@Entity
@IdClass(Consent.Key.class)
@Table(schema = "auth", name = "oauth_consents")
public class Consent {
    @Id
    @Column(name = "user_id")
    private UUID userId;

    @Id
    @Column(name = "client_id")
    private UUID clientId;

    @Column(nullable = false)
    private String scope;

    @Column(name = "granted_at", nullable = false)
    private Instant grantedAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Consent() {}

    public Consent(UserId user, UUID client, String scope, Instant now) {
        this.userId = user.value();
        this.clientId = client;
        this.scope = scope;
        this.grantedAt = now;
    }

    /** Does it hold for all of these scopes? */
    public boolean covers(String wanted) {
        return words(scope).containsAll(words(wanted));
    }

    /** What was agreed to before, and this. */
    public Set<String> with(String more) {
        Set<String> all = new LinkedHashSet<>(words(scope));
        all.addAll(words(more));
        return all;
    }

    /** @param all the scopes that hold from now on */
    public void agree(String all, Instant now) {
        this.scope = all;
        this.grantedAt = now;
    }

    public List<String> scopes() {
        return words(scope);
    }

    public UUID client() {
        return clientId;
    }

    public Instant grantedAt() {
        return grantedAt;
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.split(" "));
    }

    /** Whose, and to whom. */
    public static final class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private @Nullable UUID userId;
        private @Nullable UUID clientId;

        /** For JPA. */
        public Key() {}

        public Key(UserId user, UUID client) {
            this.userId = user.value();
            this.clientId = client;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && Objects.equals(userId, key.userId)
                    && Objects.equals(clientId, key.clientId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(userId, clientId);
        }
    }
}
