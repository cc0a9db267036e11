package org.auralink.mail.control;

import io.prometheus.metrics.core.metrics.Counter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import org.auralink.mail.entity.Outcome;
import org.auralink.shared.metrics.Metrics;
import org.auralink.shared.metrics.Sampled;

/** What became of mails, counted for the operator, and what waits. From any thread. */
@ApplicationScoped
public class MailCounters {
    private static final Counter SENT =
            Metrics.counter("auralink_mail_sent", "Mails that the mail server took, or that the mailbox keeps.");
    private static final Counter FAILED =
            Metrics.counter("auralink_mail_failed", "Attempts to send a mail that failed.");
    private static final Counter DEAD = Metrics.counter(
            "auralink_mail_dead", "Mails that were refused for good, or could not be sent before their links expired.");
    private static final Sampled PENDING = Sampled.bySystemClock();
    private static final Sampled OLDEST = Sampled.bySystemClock();

    static {
        Metrics.gauge(
                "auralink_mail_pending",
                "Mails in the outbox that are still to be sent, of all servers together.",
                PENDING::value);
        Metrics.gauge(
                "auralink_mail_oldest_pending_seconds", "How long the oldest of them has been waiting.", OLDEST::value);
    }

    /** Has the class loaded at deployment, so that everything reads 0 from the start. */
    void deployed(@Observes @Initialized(ApplicationScoped.class) Object event) {
        // Loaded by being called.
    }

    /** An attempt is over. */
    public void ended(Outcome outcome) {
        switch (outcome.verdict()) {
            case ACCEPTED, KEPT -> SENT.inc();
            case FAILED -> FAILED.inc();
            case REFUSED -> {
                FAILED.inc();
                DEAD.inc();
            }
        }
    }

    /** Mails expired before they could be sent. */
    public void expired(int mails) {
        DEAD.inc(mails);
    }

    /** Somebody looked into the outbox. */
    public void outbox(long pending, double oldestSeconds) {
        PENDING.is(pending);
        OLDEST.is(oldestSeconds);
    }
}
