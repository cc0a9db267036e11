package org.auralink.tenancy.entity;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.auralink.shared.UserId;

/** A person in an organization, and what they may do there. */
@Entity
@Table(schema = "public", name = "memberships")
public class Membership {
    @EmbeddedId
    private MembershipId id;

    @Column(nullable = false)
    private String role;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Membership() {}

    public Membership(Organization organization, UserId user, Role role, Instant now) {
        this.id = new MembershipId(organization.id(), user);
        this.role = role.wireName();
        this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
    }

    public Role role() {
        return Role.parse(role);
    }

    public void become(Role another) {
        role = another.wireName();
    }

    public UserId user() {
        return new UserId(id.user());
    }

    public Instant since() {
        return createdAt;
    }
}
