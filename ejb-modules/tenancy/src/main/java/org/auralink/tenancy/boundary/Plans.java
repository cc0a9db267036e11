package org.auralink.tenancy.boundary;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.auralink.shared.Caller;
import org.auralink.shared.Refusal;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.tenancy.entity.Organization;

/** What the plan of the caller's active organization allows, for the capabilities that hold it to that. */
@Stateless
public class Plans {
    @PersistenceContext(unitName = "members")
    EntityManager entityManager;

    /**
     * How many calls may be made in a calendar month (UTC).
     *
     * @throws org.auralink.shared.RefusedException forbidden, when the caller is no member
     */
    public int callsPerMonth(Caller caller) {
        TenancyContext.enter(entityManager, caller);
        Organization organization =
                entityManager.find(Organization.class, caller.organizationId().value());
        if (organization == null) {
            throw Refusal.forbidden("You do not belong to this organization.").asException();
        }
        return organization.maxCallsPerMonth();
    }
}
