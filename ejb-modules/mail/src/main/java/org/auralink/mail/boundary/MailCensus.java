package org.auralink.mail.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.auralink.mail.control.MailCounters;
import org.auralink.shared.persistence.TenancyContext;

/** Looks now and then how much mail waits, for metrics. Every server does, and they see the same. */
@Stateless
public class MailCensus {
    private static final String WAITING = """
            select count(*), coalesce(extract(epoch from now() - min(created_at)), 0)
            from auth.mails where status = 'pending'
            """;

    @PersistenceContext(unitName = "mails")
    EntityManager entityManager;

    @Inject
    MailCounters counters;

    /** Every fifteen seconds, as Prometheus does. */
    public void look() {
        TenancyContext.enterAsService(entityManager);
        Object[] row = (Object[]) entityManager.createNativeQuery(WAITING).getSingleResult();
        counters.outbox(((Number) row[0]).longValue(), ((Number) row[1]).doubleValue());
    }
}
