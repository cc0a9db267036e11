package org.auralink.mail.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.auralink.mail.control.MailCounters;
import org.auralink.mail.entity.Limits;
import org.auralink.mail.entity.Outcome;
import org.auralink.mail.entity.QueuedMail;
import org.auralink.shared.persistence.TenancyContext;

/**
 * Which mails are due, and what became of them: the only place where servers of the application meet over them. Each takes
 * some for a while, in one transaction; sends them, in none; and writes down the outcome in another. Whoever is killed in
 * between loses nothing: the lease runs out, and another server sends the mail, perhaps for the second time, with the same
 * Message-ID.
 */
@Stateless
public class MailQueue {
    /** What somebody waits for in front of a screen goes before invitations, of which many come at once. */
    private static final String DUE = """
            select m.* from auth.mails m where m.status = 'pending' and m.due_at <= :now
            order by m.kind in ('invitation', 'member_invitation', 'notice'), m.due_at, m.mail_id limit :most
            for no key update skip locked
            """;

    private static final String BEYOND_THE_MAILBOX = """
            update auth.mails set content = null where mail_id in (
              select mail_id from auth.mails where status = 'sent' and content is not null
              order by created_at desc, mail_id desc offset ?1)
            """;

    @PersistenceContext(unitName = "mails")
    EntityManager entityManager;

    @Inject
    MailCounters counters;

    @Inject
    Clock clock;

    /**
     * Takes mails that are due, each for {@link Limits#LEASE}. One whose links have expired is given up instead.
     *
     * @param most how many at most
     */
    public List<DueMail> take(int most) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        List<DueMail> taken = new ArrayList<>();
        for (QueuedMail mail : due(now, most)) {
            if (mail.isExpired(now)) {
                mail.expired(now);
                counters.expired(1);
            } else {
                taken.add(DueMail.of(mail, mail.begin(now)));
            }
        }
        return taken;
    }

    /** An attempt is over. Says nothing when it took so long that another server has the mail now. */
    public void ended(DueMail due, Outcome outcome) {
        TenancyContext.enterAsService(entityManager);
        QueuedMail mail = entityManager.find(QueuedMail.class, due.id(), LockModeType.PESSIMISTIC_WRITE);
        if (mail == null || !mail.isHeldBy(due.lease())) {
            return;
        }
        mail.ended(outcome, clock.instant(), ThreadLocalRandom.current().nextDouble());
        counters.ended(outcome);
        if (outcome.verdict() == Outcome.Verdict.KEPT) {
            entityManager.flush();
            entityManager
                    .createNativeQuery(BEYOND_THE_MAILBOX)
                    .setParameter(1, Limits.IN_MAILBOX)
                    .executeUpdate();
        }
    }

    @SuppressWarnings("unchecked")
    private List<QueuedMail> due(Instant now, int most) {
        return entityManager
                .createNativeQuery(DUE, QueuedMail.class)
                .setParameter("now", now)
                .setParameter("most", most)
                .getResultList();
    }
}
