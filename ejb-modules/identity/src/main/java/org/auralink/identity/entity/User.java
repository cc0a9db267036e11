package org.auralink.identity.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
    @Id
    @Column(name = "user_id")
    private UUID userId;

    @Column
    private @Nullable String email;

    @Column
    private @Nullable String phone;

    @Column(name = "phone_confirmed_at")
    private @Nullable Instant phoneConfirmedAt;

    @Column(name = "aura_id", nullable = false)
    private String auraId;

    @Column(nullable = false)
    private String username;

    @Column(name = "aura_id_changed_at")
    private @Nullable Instant auraIdChangedAt;

    @Column(name = "display_name")
    private @Nullable String displayName;

    @Column(name = "organization_id")
    private @Nullable UUID organizationId;

    @Column(name = "is_active", nullable = false)
    private boolean active;

    @Column(name = "is_anonymous", nullable = false)
    private boolean anonymous;

    @Column(name = "email_confirmed_at")
    private @Nullable Instant emailConfirmedAt;

    @Embedded
    private @Nullable EmailChange emailChange;

    @Embedded
    private @Nullable MailTimes mailTimes;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    private Map<String, Object> metadata;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "app_metadata", nullable = false)
    private Map<String, Object> appMetadata;

    @Column(name = "banned_until")
    private @Nullable Instant bannedUntil;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at", nullable = false)
    private Instant updatedAt;

    @Column(name = "last_login_at")
    private @Nullable Instant lastLoginAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected User() {}

    private User(AuraName name, Map<String, Object> metadata, Instant now) {
        this.userId = UUID.randomUUID();
        this.username = name.value();
        this.auraId = name.auraId();
        this.metadata = Map.copyOf(metadata);
        this.appMetadata = Map.of();
        this.displayName = DisplayName.of(metadata);
        this.active = true;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /**
     * A new account whose address is not confirmed yet.
     *
     * @param metadata what the person says about themselves; {@code name} becomes the display name
     */
    public static User ofEmail(EmailAddress email, AuraName name, Map<String, Object> metadata, Instant now) {
        User user = new User(name, metadata, now);
        user.email = email.value();
        user.signsInWith("email");
        return user;
    }

    /** A new account of somebody whom a provider vouches for, and whose address it has verified. */
    public static User ofProvider(
            String provider, EmailAddress email, AuraName name, Map<String, Object> metadata, Instant now) {
        User user = new User(name, metadata, now);
        user.vouchedFor(provider, email, now);
        return user;
    }

    /** A new account of somebody who wants to be nobody, and may give an address later. */
    public static User anonymous(AuraName name, Map<String, Object> metadata, Instant now) {
        User user = new User(name, metadata, now);
        user.anonymous = true;
        return user;
    }

    /** A new account without an address: of somebody with a phone only, or as another server knows them. */
    public static User nameless(AuraName name, Map<String, Object> metadata, Instant now) {
        return new User(name, metadata, now);
    }

    /** The id that somebody else chose; before the account is there. */
    public User withId(UUID id) {
        this.userId = id;
        return this;
    }

    public UserId id() {
        return new UserId(userId);
    }

    /** Empty for who has none, as Supabase shows it. */
    public String email() {
        return email == null ? "" : email;
    }

    /** E.164 without its plus sign; empty for who has none. */
    public String phone() {
        return phone == null ? "" : phone;
    }

    public @Nullable Instant phoneConfirmedAt() {
        return phoneConfirmedAt;
    }

    public String auraId() {
        return auraId;
    }

    /** The name in the AuraID: {@code ada} of {@code @ada.aura}. */
    public String username() {
        return username;
    }

    /** When the person last chose another one; null for never. */
    public @Nullable Instant auraIdChangedAt() {
        return auraIdChangedAt;
    }

    /** From now on known by that name; the one until now is kept for the person by the database. */
    public void callThemselves(AuraName name, Instant now) {
        this.username = name.value();
        this.auraId = name.auraId();
        this.auraIdChangedAt = now;
        this.updatedAt = now;
    }

    /** What others read: the name that the person gave, else the name in the AuraID. */
    public String name() {
        return displayName == null ? username : displayName;
    }

    /** May the person sign in and be signed in? Not who was banned or deleted. */
    public boolean isWelcome(Instant now) {
        return active && deletedAt == null && (bannedUntil == null || !bannedUntil.isAfter(now));
    }

    public boolean isAnonymous() {
        return anonymous;
    }

    public @Nullable Instant bannedUntil() {
        return bannedUntil;
    }

    public @Nullable Instant deletedAt() {
        return deletedAt;
    }

    public @Nullable Instant emailConfirmedAt() {
        return emailConfirmedAt;
    }

    /** When the first of the address and the phone was confirmed. */
    public @Nullable Instant confirmedAt() {
        if (emailConfirmedAt == null || phoneConfirmedAt == null) {
            return emailConfirmedAt == null ? phoneConfirmedAt : emailConfirmedAt;
        }
        return emailConfirmedAt.isBefore(phoneConfirmedAt) ? emailConfirmedAt : phoneConfirmedAt;
    }

    /** The address that the person asked for and that is not confirmed yet. */
    public @Nullable String newEmail() {
        return emailChange == null ? null : emailChange.wished();
    }

    public MailTimes mailTimes() {
        // Of nothing but NULL, Hibernate makes nothing.
        if (mailTimes == null) {
            mailTimes = new MailTimes();
        }
        return mailTimes;
    }

    /** What the person says about themselves. */
    public Map<String, Object> metadata() {
        return metadata;
    }

    /** What the server says about the person: {@code provider}, {@code providers}, and what administrators wrote. */
    public Map<String, Object> appMetadata() {
        return appMetadata;
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
        return home().orElseThrow(() -> new IllegalStateException("an account without an organization"));
    }

    /** As {@link #organization}; empty for such an account, which only somebody at the database makes. */
    public Optional<OrganizationId> home() {
        return Optional.ofNullable(organizationId).map(OrganizationId::new);
    }

    public void livesIn(OrganizationId personal) {
        this.organizationId = personal.value();
    }

    public void signedIn(Instant now) {
        this.lastLoginAt = now;
        this.updatedAt = now;
    }

    /** The address is the person's own. The first time counts. */
    public void confirmEmail(Instant now) {
        if (emailConfirmedAt == null) {
            this.emailConfirmedAt = now;
            this.updatedAt = now;
        }
    }

    /** The person wants another address; a change that waited until now is forgotten. */
    public void wantsEmail(EmailAddress wish, Instant now) {
        this.emailChange = new EmailChange(wish);
        this.updatedAt = now;
    }

    /**
     * One of the two addresses agrees to the change.
     *
     * @return whether the other one has agreed already
     */
    public boolean agreesToNewEmail(OneTimeTokenKind from) {
        return emailChange != null && emailChange.agrees(from);
    }

    /** The wished address becomes the account's, confirmed; who was anonymous is not any more. */
    public void takeNewEmail(Instant now) {
        this.email = Optional.ofNullable(newEmail())
                .orElseThrow(() -> new IllegalStateException("no address is waited for"));
        this.emailChange = null;
        this.emailConfirmedAt = now;
        this.anonymous = false;
        this.updatedAt = now;
        signsInWith("email");
    }

    /** @param data all that the person says about themselves from now on */
    public void describeAs(Map<String, Object> data, Instant now) {
        this.metadata = Map.copyOf(data);
        this.displayName = DisplayName.of(data);
        this.updatedAt = now;
    }

    /** Something that belongs to the account and stands elsewhere has changed, such as its password. */
    public void changed(Instant now) {
        this.updatedAt = now;
    }

    /** Changes what the server says: a value that is null goes, what is not named stays. For administrators. */
    public void changeAppMetadata(Map<String, Object> changes, Instant now) {
        this.appMetadata = AppMetadata.merged(appMetadata, changes);
        this.updatedAt = now;
    }

    /** Adds a way in which the person signs in; the first is the account's {@code provider}. */
    public void signsInWith(String provider) {
        this.appMetadata = AppMetadata.with(appMetadata, provider);
    }

    /**
     * A provider knows the person, from now on if not before; who was anonymous is not any more.
     *
     * @param proved an address that it has verified: the account's own, or its first; null for none
     */
    public void vouchedFor(String provider, @Nullable EmailAddress proved, Instant now) {
        signsInWith(provider);
        if (proved != null && email == null) {
            this.email = proved.value();
        }
        if (proved != null && proved.value().equals(email)) {
            confirmEmail(now);
        }
        this.anonymous = false;
        this.updatedAt = now;
    }

    /** Takes a way in which the person signs in away; the first of the others is the account's {@code provider} then. */
    public void signsInNoMoreWith(String provider, Instant now) {
        this.appMetadata = AppMetadata.without(appMetadata, provider);
        this.updatedAt = now;
    }

    /** @param until null lifts a ban */
    public void ban(@Nullable Instant until, Instant now) {
        this.bannedUntil = until;
        this.updatedAt = now;
    }

    /** An administrator knows the address; what the person asked for themselves is forgotten. */
    public void giveEmail(EmailAddress address, boolean confirmed, Instant now) {
        this.email = address.value();
        this.emailChange = null;
        this.emailConfirmedAt = confirmed ? now : null;
        this.updatedAt = now;
        signsInWith("email");
    }

    /** @param number E.164 without its plus sign */
    public void givePhone(String number, boolean confirmed, Instant now) {
        this.phone = number;
        this.phoneConfirmedAt = confirmed ? now : null;
        this.updatedAt = now;
        signsInWith("phone");
    }

    public void confirmPhone(Instant now) {
        if (phoneConfirmedAt == null) {
            this.phoneConfirmedAt = now;
            this.updatedAt = now;
        }
    }

    /**
     * Nothing personal is left but what the row is needed for: the name in the AuraID, which nobody else gets, and the id,
     * to which calls refer.
     */
    public void deleteSoftly(Instant now) {
        this.email = null;
        this.phone = null;
        this.emailChange = null;
        this.emailConfirmedAt = null;
        this.phoneConfirmedAt = null;
        this.displayName = null;
        this.metadata = Map.of();
        this.appMetadata = Map.of();
        this.deletedAt = now;
        this.updatedAt = now;
    }
}
