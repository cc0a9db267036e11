package org.auralink.tenancy.boundary;

import java.time.Instant;
import org.auralink.tenancy.entity.Membership;
import org.auralink.tenancy.entity.Organization;
import org.auralink.tenancy.entity.Role;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An organization, as one of its members sees it. */
@Schema(name = "Organization")
public record OrganizationView(
        String organizationId,
        String name,
        String slug,

        @Schema(
                enumeration = {"owner", "admin", "moderator", "member", "agent"},
                description = "What the caller is in it")
        String role,

        @Schema(enumeration = {"free", "pro", "enterprise"}) String plan,

        @Schema(description = "How many members the plan allows")
        int maxUsers,

        @Schema(description = "How many calls the plan allows to be made in a calendar month (UTC)")
        int maxCallsPerMonth,

        Instant createdAt,

        @Schema(nullable = true, description = "When it will be gone; null when it is not deleted") @Nullable
        Instant deleteAfter) {
    static OrganizationView of(Organization organization, Membership membership) {
        return of(organization, membership.role());
    }

    static OrganizationView of(Organization organization, Role role) {
        return new OrganizationView(
                organization.id().value().toString(),
                organization.name(),
                organization.slug(),
                role.wireName(),
                organization.plan(),
                organization.maxUsers(),
                organization.maxCallsPerMonth(),
                organization.createdAt(),
                organization.deleteAfter());
    }
}
