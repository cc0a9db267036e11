package org.auralink.identity.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.UserId;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A person's account. */
@Entity
@DynamicUpdate
@Table(schema = "public", name = "users")
public class User {
    private static final int MAX_DISPLAY_NAME = 100;

    @Id
    @Column(name = "user_id")
    private UUID userId;

    @Column(nullable = false)
    private String email;

    @Column(name = "aura_id", nullable = false)
    private String auraId;

    @Column(nullable = false)
    private String username;

    @Column(name = "display_name")
    private @Nullable String displayName;

    @Column(name = "organization_id")
    private @Nullable UUID organizationId;

    @Column(name = "is_active", nullable = false)
    private boolean active;

    @Column(name = "email_confirmed_at")
    private @Nullable Instant emailConfirmedAt;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    private Map<String, Object> metadata;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at", nullable = false)
    private Instant updatedAt;

    @Column(name = "last_login_at")
    private @Nullable Instant lastLoginAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected User() {}

    /**
     * A new account whose address counts as confirmed.
     *
     * @param metadata what the person says about themselves; {@code name} becomes the display name
     */
    public User(EmailAddress email, AuraName name, Map<String, Object> metadata, Instant now) {
        this.userId = UUID.randomUUID();
        this.email = email.value();
        this.username = name.value();
        this.auraId = name.auraId();
        this.metadata = Map.copyOf(metadata);
        this.displayName = displayName(metadata);
        this.active = true;
        this.emailConfirmedAt = now;
        this.createdAt = now;
        this.updatedAt = now;
    }

    public UserId id() {
        return new UserId(userId);
    }

    public String email() {
        return email;
    }

    public String auraId() {
        return auraId;
    }

    /** What others read: the name that the person gave, else the name in the AuraID. */
    public String name() {
        return displayName == null ? username : displayName;
    }

    public boolean isActive() {
        return active;
    }

    public @Nullable Instant emailConfirmedAt() {
        return emailConfirmedAt;
    }

    public Map<String, Object> metadata() {
        return metadata;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public @Nullable Instant lastLoginAt() {
        return lastLoginAt;
    }

    /** @throws IllegalStateException for an account that was never given its personal organization */
    public OrganizationId organization() {
        if (organizationId == null) {
            throw new IllegalStateException("an account without an organization");
        }
        return new OrganizationId(organizationId);
    }

    public void livesIn(OrganizationId personal) {
        this.organizationId = personal.value();
    }

    public void signedIn(Instant now) {
        this.lastLoginAt = now;
        this.updatedAt = now;
    }

    private static @Nullable String displayName(Map<String, Object> metadata) {
        if (!(metadata.get("name") instanceof String name) || name.isBlank()) {
            return null;
        }
        String stripped = name.codePoints()
                .filter(character -> !Character.isISOControl(character))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        if (stripped.isEmpty()) {
            return null;
        }
        int end = stripped.offsetByCodePoints(
                0, Math.min(MAX_DISPLAY_NAME, stripped.codePointCount(0, stripped.length())));
        return stripped.substring(0, end);
    }
}
