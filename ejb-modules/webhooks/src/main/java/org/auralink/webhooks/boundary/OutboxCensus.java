package org.auralink.webhooks.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.webhooks.control.WebhookCounters;

/** Looks now and then how much the outbox holds, for metrics. Every server does, and they see the same. */
@Stateless
public class OutboxCensus {
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

    /** While the database is away, the figures run out by themselves. */
    public void look() {
        TenancyContext.enterAsService(entityManager);
        Object[] row = (Object[]) entityManager.createNativeQuery(UNDELIVERED).getSingleResult();
        counters.outbox(
                number(row[0]).longValue(),
                number(row[2]).doubleValue(),
                number(row[1]).longValue());
    }

    private static Number number(Object value) {
        return (Number) value;
    }
}
