package org.auralink.calls.boundary;

import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auralink.calls.control.CallMetrics;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.web.Starting;

/** Counts now and then the calls that are not over, for metrics. Every server does, and they see the same. */
@Stateless
public class CallCensus {
    private static final Logger LOG = Logger.getLogger(CallCensus.class.getName());

    /** By the index of open calls. */
    private static final String OPEN = """
            select count(*) filter (where status = 'waiting'), count(*) filter (where status = 'active'),
              count(*) filter (where interrupted_at is not null)
            from public.calls where status in ('waiting', 'active')
            """;

    @PersistenceContext(unitName = "call-events")
    EntityManager entityManager;

    /** Every fifteen seconds, as Prometheus does. */
    @Schedule(hour = "*", minute = "*", second = "*/15", persistent = false)
    public void look() {
        if (Starting.isUnderWay()) {
            return;
        }
        try {
            TenancyContext.enterAsService(entityManager);
            Object[] row = (Object[]) entityManager.createNativeQuery(OPEN).getSingleResult();
            CallMetrics.counted(number(row[0]), number(row[1]), number(row[2]));
        } catch (RuntimeException e) {
            // The database is away: the figures run out by themselves.
            LOG.log(Level.FINE, "Open calls could not be counted", e);
        }
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
