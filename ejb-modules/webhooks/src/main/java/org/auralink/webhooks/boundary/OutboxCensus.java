package org.auralink.webhooks.boundary;

import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.web.Starting;
import org.auralink.webhooks.control.WebhookCounters;

/** Looks now and then how much the outbox holds, for metrics. Every server does, and they see the same. */
@Stateless
public class OutboxCensus {
    private static final Logger LOG = Logger.getLogger(OutboxCensus.class.getName());

    /** By the index of what is undelivered. */
    private static final String UNDELIVERED = """
            select count(*) filter (where status = 'pending'), count(*) filter (where status = 'dead'),
              coalesce(extract(epoch from now() - min(created_at) filter (where status = 'pending')), 0)
            from public.webhook_deliveries where status in ('pending', 'dead')
            """;

    @PersistenceContext(unitName = "webhook-queue")
    EntityManager entityManager;

    @Inject
    WebhookCounters counters;

    /** Every fifteen seconds, as Prometheus does. */
    @Schedule(hour = "*", minute = "*", second = "*/15", persistent = false)
    public void look() {
        if (Starting.isUnderWay()) {
            return;
        }
        try {
            TenancyContext.enterAsService(entityManager);
            Object[] row =
                    (Object[]) entityManager.createNativeQuery(UNDELIVERED).getSingleResult();
            counters.outbox(
                    number(row[0]).longValue(),
                    number(row[2]).doubleValue(),
                    number(row[1]).longValue());
        } catch (RuntimeException e) {
            // The database is away: the figures run out by themselves.
            LOG.log(Level.FINE, "How much the outbox holds could not be looked up", e);
        }
    }

    private static Number number(Object value) {
        return (Number) value;
    }
}
