package org.auralink.tenancy.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.UserId;
import org.jspecify.annotations.Nullable;

/** Who is a member where. */
@Embeddable
public class MembershipId implements Serializable {
    private static final long serialVersionUID = 1L;

    @Column(name = "organization_id")
    private UUID organizationId;

    @Column(name = "user_id")
    private UUID userId;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected MembershipId() {}

    public MembershipId(OrganizationId organization, UserId user) {
        this.organizationId = organization.value();
        this.userId = user.value();
    }

    UUID user() {
        return userId;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MembershipId that
                && organizationId.equals(that.organizationId)
                && userId.equals(that.userId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(organizationId, userId);
    }
}
