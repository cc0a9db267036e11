package org.auralink.tenancy.entity;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Locale;
import org.auralink.shared.UserId;

/** A person in an organization, and what they may do there. */
@Entity
@Table(schema = "public", name = "memberships")
public class Membership {
    /** In the database in lower case. */
    public enum Role {
        OWNER,
        ADMIN,
        MEMBER
    }

    @EmbeddedId
    private MembershipId id;

    @Column(nullable = false)
    private String role;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Membership() {}

    public Membership(Organization organization, UserId user, Role role) {
        this.id = new MembershipId(organization.id(), user);
        this.role = role.name().toLowerCase(Locale.ROOT);
    }

    public Role role() {
        return Role.valueOf(role.toUpperCase(Locale.ROOT));
    }
}
