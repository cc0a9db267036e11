package org.auralink.tenancy.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.UserId;
import org.jspecify.annotations.Nullable;

/** A tenant: whatever people make belongs to one. */
@Entity
@Table(schema = "public", name = "organizations")
public class Organization {
    @Id
    @Column(name = "organization_id")
    private UUID organizationId;

    @Column(nullable = false)
    private String name;

    @Column(nullable = false)
    private String slug;

    @Column(name = "owner_id", nullable = false)
    private UUID ownerId;

    @Column(nullable = false, insertable = false, updatable = false)
    private String plan;

    @Column(name = "max_users", nullable = false, insertable = false, updatable = false)
    private int maxUsers;

    @Column(name = "max_calls_per_month", nullable = false, insertable = false, updatable = false)
    private int maxCallsPerMonth;

    @Column(name = "delete_after")
    private @Nullable Instant deleteAfter;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Organization() {}

    private Organization(UUID organizationId, String name, String slug, UUID ownerId, Instant now) {
        this.organizationId = organizationId;
        this.name = name;
        this.slug = slug;
        this.ownerId = ownerId;
        this.plan = "free";
        this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
    }

    /** The organization that every person has from the start. Its slug is its id: names of people stay out of addresses. */
    public static Organization personal(UserId owner, String name, Instant now) {
        UUID id = UUID.randomUUID();
        return new Organization(id, name, id.toString(), owner.value(), now);
    }

    /** @param slug null for one that says nothing, its id */
    public static Organization of(UserId owner, String name, @Nullable String slug, Instant now) {
        UUID id = UUID.randomUUID();
        return new Organization(id, name, slug == null ? id.toString() : slug, owner.value(), now);
    }

    public void rename(String another) {
        name = another;
    }

    public void move(String anotherSlug) {
        slug = anotherSlug;
    }

    public void handTo(UserId another) {
        ownerId = another.value();
    }

    /** From now on nobody works in it, and in a while it is gone. */
    public void delete(Instant now) {
        deleteAfter = now.plus(Limits.GRACE);
    }

    public void restore() {
        deleteAfter = null;
    }

    /** When it will be gone; null when it is not deleted. */
    public @Nullable Instant deleteAfter() {
        return deleteAfter;
    }

    public String plan() {
        return plan;
    }

    /** How many members it may have, by its plan. */
    public int maxUsers() {
        return maxUsers;
    }

    /** How many calls the plan allows to be made in a calendar month (UTC). */
    public int maxCallsPerMonth() {
        return maxCallsPerMonth;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public OrganizationId id() {
        return new OrganizationId(organizationId);
    }

    public UserId owner() {
        return new UserId(ownerId);
    }

    public String name() {
        return name;
    }

    public String slug() {
        return slug;
    }
}
