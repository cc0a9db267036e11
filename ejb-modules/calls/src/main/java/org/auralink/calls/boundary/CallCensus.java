package org.auralink.calls.boundary;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.auralink.calls.control.CallMetrics;
import org.auralink.shared.persistence.TenancyContext;

/** Counts now and then the calls that are not over, for metrics. Every server does, and they see the same. */
@Stateless
public class CallCensus {
    /** By the index of open calls. */
    private static final String OPEN = """
            select count(*) filter (where status = 'waiting'), count(*) filter (where status = 'active'),
              count(*) filter (where interrupted_at is not null)
            from public.calls where status in ('waiting', 'active')
            """;

    @PersistenceContext(unitName = "call-events")
    EntityManager entityManager;

    /** While the database is away, the figures run out by themselves. */
    public void look() {
        TenancyContext.enterAsService(entityManager);
        Object[] row = (Object[]) entityManager.createNativeQuery(OPEN).getSingleResult();
        CallMetrics.counted(number(row[0]), number(row[1]), number(row[2]));
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
