package org.auralink.contacts.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.auralink.shared.UserId;
import org.jspecify.annotations.Nullable;

/** One person in the list of another. What both agreed to stands in both lists. */
@Entity
@Table(schema = "public", name = "contacts")
public class Contact {
    /** The other does not want, and who asked is not told. */
    private static final String DECLINED = "declined";

    @Id
    @Column(name = "contact_id")
    private UUID contactId;

    @Column(name = "user_id", nullable = false, updatable = false)
    private UUID userId;

    @Column(name = "contact_user_id")
    private @Nullable UUID contactUserId;

    @Column(updatable = false)
    private @Nullable String email;

    @Column(nullable = false)
    private String status;

    @Column(nullable = false)
    private boolean favourite;

    @Column(nullable = false)
    private String[] tags;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Column(name = "agreed_at")
    private @Nullable Instant agreedAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Contact() {}

    private Contact(UserId owner, @Nullable UserId other, @Nullable String email, ContactStatus status, Instant now) {
        this.contactId = UUID.randomUUID();
        this.userId = owner.value();
        this.contactUserId = other == null ? null : other.value();
        this.email = email;
        this.status = status.wireName();
        this.tags = new String[0];
        // PostgreSQL keeps microseconds; a page's cursor must meet the same instant again.
        this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
    }

    /** Of somebody whose AuraID is known, or who asked themselves. */
    public static Contact of(UserId owner, UserId other, ContactStatus status, Instant now) {
        return new Contact(owner, other, null, status, now);
    }

    /** Of somebody of whom nothing is known but an address, until they agree. */
    public static Contact requestedAt(UserId owner, String email, Instant now) {
        return new Contact(owner, null, email, ContactStatus.REQUESTED, now);
    }

    public UUID id() {
        return contactId;
    }

    public UserId owner() {
        return new UserId(userId);
    }

    /** Null while it is not known whose the address is. */
    public @Nullable UserId other() {
        return contactUserId == null ? null : new UserId(contactUserId);
    }

    public boolean isAt(String address) {
        return address.equals(email);
    }

    /** Asked, and not answered with no. */
    public boolean isOpen() {
        return status.equals(ContactStatus.REQUESTED.wireName());
    }

    public boolean is(ContactStatus wanted) {
        return status() == wanted;
    }

    /** As its owner sees it. */
    public ContactStatus status() {
        return status.equals(DECLINED)
                ? ContactStatus.REQUESTED
                : ContactStatus.parse(status).orElseThrow();
    }

    /** @param who agreed: from now on known to the owner */
    public void accept(UserId who, Instant now) {
        contactUserId = who.value();
        status = ContactStatus.ACCEPTED.wireName();
        agreedAt = now.truncatedTo(ChronoUnit.MICROS);
    }

    /** Whether both agreed, even if the owner keeps the other away since. */
    public boolean isAgreed() {
        return agreedAt != null;
    }

    /** The owner lets the other, who agreed before, call again. */
    public void unblock() {
        if (agreedAt == null) {
            throw new IllegalStateException("they never agreed");
        }
        status = ContactStatus.ACCEPTED.wireName();
    }

    /** The other took the owner out of their list. */
    public void disagree() {
        agreedAt = null;
    }

    public void decline() {
        status = DECLINED;
    }

    public void block() {
        status = ContactStatus.BLOCKED.wireName();
    }

    public void favour(boolean wanted) {
        favourite = wanted;
    }

    /** @param words checked */
    public void tag(List<String> words) {
        tags = words.toArray(String[]::new);
    }
}
