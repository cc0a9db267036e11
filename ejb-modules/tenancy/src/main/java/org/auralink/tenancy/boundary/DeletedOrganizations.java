package org.auralink.tenancy.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.tenancy.entity.Limits;

/** Finishes what was deleted so long ago that nobody restores it any more, with all that belonged to it. */
@Stateless
public class DeletedOrganizations {
    @PersistenceContext(unitName = "tenancy")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /** Every hour; servers that do it at once do not wait for each other. */
    public void finish() {
        TenancyContext.enterAsService(entityManager);
        entityManager
                .createNativeQuery("""
                        delete from public.organizations where organization_id in (
                          select organization_id from public.organizations where delete_after <= ?1
                          order by delete_after limit ?2 for update skip locked)
                        """)
                .setParameter(1, clock.instant())
                .setParameter(2, Limits.FINISHED_AT_ONCE)
                .executeUpdate();
    }
}
