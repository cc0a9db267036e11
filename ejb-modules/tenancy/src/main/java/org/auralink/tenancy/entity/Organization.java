package org.auralink.tenancy.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.UserId;

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

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Organization() {}

    private Organization(UUID organizationId, String name, String slug, UUID ownerId) {
        this.organizationId = organizationId;
        this.name = name;
        this.slug = slug;
        this.ownerId = ownerId;
    }

    /** The organization that every person has from the start. Its slug is its id: names of people stay out of addresses. */
    public static Organization personal(UserId owner, String name) {
        UUID id = UUID.randomUUID();
        return new Organization(id, name, id.toString(), owner.value());
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
