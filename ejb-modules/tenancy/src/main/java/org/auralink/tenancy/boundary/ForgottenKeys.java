package org.auralink.tenancy.boundary;

import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auralink.shared.persistence.OneEffect;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.web.Starting;

/** Forgets what requests with an {@code Idempotency-Key} were answered more than a day ago. */
@Stateless
public class ForgottenKeys {
    private static final Logger LOG = Logger.getLogger(ForgottenKeys.class.getName());

    /** One transaction of less than a second; the rest waits for the next time. */
    static final int AT_ONCE = 10_000;

    @PersistenceContext(unitName = "tenancy")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /** Every hour, on the one server of the application that is first. */
    @Schedule(hour = "*", minute = "41", persistent = false)
    public void forget() {
        if (Starting.isUnderWay()) {
            return;
        }
        try {
            TenancyContext.enterAsService(entityManager);
            if (isFirst()) {
                forgetOldest();
            }
        } catch (RuntimeException e) {
            // The container tells of a failed timer with a stack trace for each, so it is told to be silent.
            LOG.log(
                    Level.WARNING,
                    "Answers to requests with an Idempotency-Key could not be forgotten; the next try is in an hour: {0}",
                    e.getClass().getSimpleName());
            throw e;
        }
    }

    /** While its transaction lasts, no other server is. */
    private boolean isFirst() {
        return (Boolean) entityManager
                .createNativeQuery(
                        "select pg_try_advisory_xact_lock(hashtextextended('auralink.idempotency.cleanup', 0))",
                        Boolean.class)
                .getSingleResult();
    }

    private void forgetOldest() {
        entityManager
                .createNativeQuery("delete from public.idempotency_keys where ctid = any (array (select ctid"
                        + " from public.idempotency_keys where created_at <= ?1 order by created_at limit ?2))")
                .setParameter(1, clock.instant().minus(OneEffect.KEPT))
                .setParameter(2, AT_ONCE)
                .executeUpdate();
    }
}
