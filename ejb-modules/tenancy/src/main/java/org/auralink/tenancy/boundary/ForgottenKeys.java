package org.auralink.tenancy.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import org.auralink.shared.persistence.OneEffect;
import org.auralink.shared.persistence.TenancyContext;

/** Forgets what requests with an {@code Idempotency-Key} were answered more than a day ago. */
@Stateless
public class ForgottenKeys {
    /** One transaction of less than a second; the rest waits for the next time. */
    static final int AT_ONCE = 10_000;

    @PersistenceContext(unitName = "tenancy")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /** Hourly, on each server of the application; not while another one is at it. */
    public void forget() {
        TenancyContext.enterAsService(entityManager);
        if (isFirst()) {
            forgetOldest();
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
