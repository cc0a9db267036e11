package org.auralink.webhooks.boundary;

import jakarta.persistence.EntityManager;
import org.auralink.shared.Caller;
import org.auralink.shared.Refusal;
import org.auralink.shared.persistence.TenancyContext;

/** Webhooks are for those who run an organization: its owner and its admins. */
final class RunningOrganization {
    private RunningOrganization() {}

    /**
     * Enters the caller's context, and goes no further with somebody who does not run their active organization. The
     * database decides: what is not theirs would not be seen in any case, and this says why.
     *
     * @throws org.auralink.shared.RefusedException forbidden
     */
    static void enter(EntityManager entityManager, Caller caller) {
        TenancyContext.enter(entityManager, caller);
        boolean runs = !entityManager
                .createNativeQuery("select 1 from private.organizations_i_run() as mine where mine = ?1", Integer.class)
                .setParameter(1, caller.organizationId().value())
                .getResultList()
                .isEmpty();
        if (!runs) {
            throw Refusal.forbidden(
                            "Only the owner and the admins of the organization may see and change its webhooks.")
                    .asException();
        }
    }
}
