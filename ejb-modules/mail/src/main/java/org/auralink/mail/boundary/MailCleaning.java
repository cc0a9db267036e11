package org.auralink.mail.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import org.auralink.mail.control.MailCounters;
import org.auralink.mail.entity.Limits;
import org.auralink.shared.persistence.Leases;
import org.auralink.shared.persistence.TenancyContext;

/** Gives up what expired while nobody could send it, and forgets what nobody asks about any more. */
@Stateless
public class MailCleaning {
    private static final String WORK = "work mail-cleaning";

    private static final String EXPIRED = """
            update auth.mails set status = 'dead', finished_at = ?1, content = null, lease = null,
              last_error = coalesce(last_error, 'It was never tried before its links stopped to work.')
            where mail_id in (
              select mail_id from auth.mails where status = 'pending' and expires_at <= ?1 and due_at <= ?1
              limit ?2 for no key update skip locked)
            """;

    private static final String OLD = """
            delete from auth.mails where mail_id in (
              select mail_id from auth.mails where status <> 'pending' and finished_at < ?1 limit ?2)
            """;

    @PersistenceContext(unitName = "mails")
    EntityManager entityManager;

    @Inject
    MailCounters counters;

    @Inject
    Clock clock;

    /** Tests are several servers. */
    Leases leases = Leases.OF_THIS_SERVER;

    /** Hourly; every server of the application is woken for it, and the first of them does it. */
    public void forget() {
        TenancyContext.enterAsService(entityManager);
        if (leases.take(entityManager, WORK, Limits.CLEANING)) {
            Instant now = clock.instant();
            counters.expired(all(EXPIRED, now));
            all(OLD, now.minus(Limits.KEPT));
        }
    }

    private int all(String statement, Instant until) {
        int changed = 0;
        for (int round = 0; round < Limits.CLEANING_ROUNDS; round++) {
            int rows = entityManager
                    .createNativeQuery(statement)
                    .setParameter(1, until)
                    .setParameter(2, Limits.CLEANED_AT_ONCE)
                    .executeUpdate();
            changed += rows;
            if (rows < Limits.CLEANED_AT_ONCE) {
                break;
            }
        }
        return changed;
    }
}
