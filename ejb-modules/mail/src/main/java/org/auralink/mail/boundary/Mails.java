package org.auralink.mail.boundary;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.auralink.mail.entity.Limits;
import org.auralink.mail.entity.QueuedMail;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.persistence.TenancyContext;

/**
 * Puts a mail into the outbox, in the transaction of what it tells: both stand or neither does. Sends nothing: that a
 * mail server is away is nobody's failure but the mail's.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class Mails {
    /** Who asks too often is told what GoTrue tells them. */
    private static final String TOO_OFTEN = "over_email_send_rate_limit";

    /** By then some of them have gone out, if any can. */
    private static final Duration WAIT = Duration.ofMinutes(1);

    /** No address at all. */
    private static final String NOBODY = "";

    private static final String WAITING = """
            select count(*) from (
              select 1 from auth.mails where recipient = ?1 and status = 'pending' limit ?2) waiting
            """;

    @PersistenceContext(unitName = "mails")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /**
     * Writes a mail down, to be sent within seconds. In the caller's transaction, which must be one of the service's pool
     * ({@code java:app/jdbc/auralinkService}) and is the service's from here on.
     *
     * @throws org.auralink.shared.RefusedException rate limited, {@code over_email_send_rate_limit}, when too many wait
     *     for that address already; what {@link Mail.Content#mayBeLeftOut} is left out then
     * @throws IllegalArgumentException when the mail is longer than anything that people may enter
     */
    public void send(Mail mail) {
        String recipient = Letter.address(mail.recipient());
        Letter letter = Letter.of(mail.content());
        Instant now = clock.instant();
        Instant expiresAt = now.plus(Letter.validity(mail.validity()));
        TenancyContext.enterAsService(entityManager);
        if (waiting(recipient) >= Limits.WAITING_PER_RECIPIENT) {
            if (mail.content().mayBeLeftOut()) {
                return;
            }
            throw new Refusal.RateLimited(TOO_OFTEN, "email rate limit exceeded", WAIT, null).asException();
        }
        entityManager.persist(new QueuedMail(recipient, letter.kind(), letter.words(), now, expiresAt));
        entityManager.flush();
    }

    /**
     * Writes what {@link #send} writes, as sent to nobody: what is answered about an address that nobody here has shall
     * take the time of one that somebody has. Goes with the next cleaning.
     */
    public void pretend(Mail.Content content) {
        Letter letter = Letter.of(content);
        TenancyContext.enterAsService(entityManager);
        waiting(NOBODY);
        entityManager.persist(QueuedMail.toNobody(NOBODY, letter.kind(), letter.words(), clock.instant()));
        entityManager.flush();
    }

    /** Whether that is why {@link #send} refused: too many mails wait for the address already. */
    public static boolean isBacklog(RefusedException refused) {
        return refused.refusal() instanceof Refusal.RateLimited limited
                && limited.code().equals(TOO_OFTEN)
                && limited.quota() == null
                && limited.retryAfter().equals(WAIT);
    }

    private long waiting(String recipient) {
        return ((Number) entityManager
                        .createNativeQuery(WAITING, Long.class)
                        .setParameter(1, recipient)
                        .setParameter(2, Limits.WAITING_PER_RECIPIENT)
                        .getSingleResult())
                .longValue();
    }
}
