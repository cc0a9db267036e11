package org.auralink.mail.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auralink.mail.control.Envelope;
import org.auralink.mail.control.MailForm;
import org.auralink.mail.control.MailParts;
import org.auralink.mail.control.MailSettings;
import org.auralink.mail.control.MailTransport;
import org.auralink.mail.entity.Limits;
import org.auralink.mail.entity.Outcome;
import org.auralink.shared.duties.Duties;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is due, on every server of the application, for as long as it runs. Holds nothing: what it was about to do when
 * its server ended, another does. No transaction is open while a mail server is asked.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class MailDispatch {
    private static final Logger LOG = Logger.getLogger(MailDispatch.class.getName());
    /** How often an outcome is written down before the mail is left to its lease, and sent again. */
    private static final int WRITING_TRIES = 3;

    private final Semaphore places = new Semaphore(Limits.AT_ONCE);

    @Resource
    ManagedExecutorService threads;

    @Resource
    ManagedScheduledExecutorService clock;

    @Inject
    MailQueue queue;

    @Inject
    MailSettings settings;

    private @Nullable Duties duties;

    /** Where nothing is said of where mail goes, nothing is looked for: it waits until somebody says it, or expires. */
    @PostConstruct
    void begin() {
        MailParts.transport(settings).ifPresent(transport -> {
            var forms = new MailForm.Maker(settings);
            duties = new Duties(clock, threads)
                    .every(Limits.POLL, "Mail waits: what is due cannot be read", () -> look(transport, forms));
        });
    }

    @PreDestroy
    void end() {
        if (duties != null) {
            duties.close();
        }
    }

    private void look(MailTransport transport, MailForm.Maker forms) {
        int free = places.drainPermits();
        int used = 0;
        try {
            if (free > 0) {
                for (DueMail mail : queue.take(free)) {
                    used++;
                    start(transport, forms, mail);
                }
            }
        } finally {
            places.release(free - used);
        }
    }

    private void start(MailTransport transport, MailForm.Maker forms, DueMail mail) {
        try {
            threads.execute(() -> send(transport, forms, mail));
        } catch (RejectedExecutionException e) {
            // The server ends; the lease runs out.
            places.release();
        }
    }

    private void send(MailTransport transport, MailForm.Maker forms, DueMail mail) {
        try {
            MailForm form = forms.of(mail.kind(), mail.words(), mail.validity());
            record(mail, transport.send(new Envelope(mail.id(), mail.recipient(), form, mail.written())));
        } catch (RuntimeException e) {
            // Not the mail server's fault. The mail is left to its lease.
            LOG.log(Level.WARNING, "A mail could not be sent", e);
        } finally {
            places.release();
        }
    }

    private void record(DueMail mail, Outcome outcome) {
        for (int tries = 1; ; tries++) {
            try {
                queue.ended(mail, outcome);
                return;
            } catch (RuntimeException e) {
                if (tries == WRITING_TRIES) {
                    LOG.log(
                            Level.WARNING,
                            "What became of a mail could not be written down; it is sent again: {0}",
                            e.toString());
                    return;
                }
            }
        }
    }
}
