package org.auralink.tenancy.boundary;

import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.web.Starting;
import org.auralink.tenancy.entity.Limits;

/** Finishes what was deleted so long ago that nobody restores it any more, with all that belonged to it. */
@Stateless
public class DeletedOrganizations {
    private static final Logger LOG = Logger.getLogger(DeletedOrganizations.class.getName());

    @PersistenceContext(unitName = "tenancy")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /** Every hour; servers that do it at once do not wait for each other. */
    @Schedule(hour = "*", minute = "17", persistent = false)
    public void finish() {
        if (Starting.isUnderWay()) {
            return;
        }
        try {
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
        } catch (RuntimeException e) {
            // The container tells of a failed timer with a stack trace for each, so it is told to be silent.
            LOG.log(
                    Level.WARNING,
                    "Deleted organizations could not be finished; the next try is in an hour: {0}",
                    e.getClass().getSimpleName());
            throw e;
        }
    }
}
