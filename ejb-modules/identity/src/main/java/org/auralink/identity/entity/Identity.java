package org.auralink.identity.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** How a person is known to a provider. Accounts with a password have one of the provider {@code email}. */
@Entity
@Table(schema = "auth", name = "identities")
public class Identity {
    @Id
    @Column(name = "identity_id")
    private UUID identityId;

    @Column(name = "user_id", nullable = false)
    private UUID userId;

    @Column(nullable = false)
    private String provider;

    @Column(name = "provider_id", nullable = false)
    private String providerId;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "identity_data", nullable = false)
    private Map<String, Object> identityData;

    @Column(name = "last_sign_in_at")
    private @Nullable Instant lastSignInAt;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at", nullable = false)
    private Instant updatedAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Identity() {}

    /** The subject of the provider {@code email} is the account itself, as in Supabase. */
    public static Identity ofEmail(User user, Map<String, Object> claimed, Instant now) {
        Identity identity = new Identity();
        identity.identityId = UUID.randomUUID();
        identity.userId = user.id().value();
        identity.provider = "email";
        identity.providerId = user.id().value().toString();
        Map<String, Object> data = new HashMap<>(claimed);
        data.put("sub", identity.providerId);
        data.put("email", user.email());
        data.put("email_verified", user.emailConfirmedAt() != null);
        data.put("phone_verified", false);
        identity.identityData = data;
        identity.lastSignInAt = now;
        identity.createdAt = now;
        identity.updatedAt = now;
        return identity;
    }

    /**
     * As a provider knows the person.
     *
     * @param subject who they are there, for ever
     */
    public static Identity ofProvider(
            User user, String provider, String subject, Map<String, Object> said, Instant now) {
        Identity identity = new Identity();
        identity.identityId = UUID.randomUUID();
        identity.userId = user.id().value();
        identity.provider = provider;
        identity.providerId = subject;
        identity.identityData = new HashMap<>(said);
        identity.lastSignInAt = now;
        identity.createdAt = now;
        identity.updatedAt = now;
        return identity;
    }

    /** The person came by it again, and the provider may say something else of them now. */
    public void signsIn(Map<String, Object> said, Instant now) {
        this.identityData = new HashMap<>(said);
        this.lastSignInAt = now;
        this.updatedAt = now;
    }

    /** Is it the way by e-mail, with a password or a link? */
    public boolean isOfEmail() {
        return provider.equals("email");
    }

    /** The account has this address now, or has it confirmed. Says nothing to identities of other providers. */
    public void emailIs(User user, Instant now) {
        if (isOfEmail()) {
            Map<String, Object> data = new HashMap<>(identityData);
            data.put("email", user.email());
            data.put("email_verified", user.emailConfirmedAt() != null);
            this.identityData = data;
            this.updatedAt = now;
        }
    }

    public UUID identityId() {
        return identityId;
    }

    public UUID userId() {
        return userId;
    }

    public String provider() {
        return provider;
    }

    public String providerId() {
        return providerId;
    }

    public Map<String, Object> identityData() {
        return identityData;
    }

    public @Nullable Instant lastSignInAt() {
        return lastSignInAt;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }
}
