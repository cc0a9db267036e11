package org.auralink.mail.boundary;

import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auralink.mail.control.MailCounters;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.web.Starting;

/** Looks now and then how much mail waits, for metrics. Every server does, and they see the same. */
@Stateless
public class MailCensus {
    private static final Logger LOG = Logger.getLogger(MailCensus.class.getName());

    private static final String WAITING = """
            select count(*), coalesce(extract(epoch from now() - min(created_at)), 0)
            from auth.mails where status = 'pending'
            """;

    @PersistenceContext(unitName = "mails")
    EntityManager entityManager;

    @Inject
    MailCounters counters;

    /** Every fifteen seconds, as Prometheus does. */
    @Schedule(hour = "*", minute = "*", second = "*/15", persistent = false)
    public void look() {
        if (Starting.isUnderWay()) {
            return;
        }
        try {
            TenancyContext.enterAsService(entityManager);
            Object[] row = (Object[]) entityManager.createNativeQuery(WAITING).getSingleResult();
            counters.outbox(((Number) row[0]).longValue(), ((Number) row[1]).doubleValue());
        } catch (RuntimeException e) {
            // The database is away: the figures run out by themselves.
            LOG.log(Level.FINE, "How much mail waits could not be looked up", e);
        }
    }
}
