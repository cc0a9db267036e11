package org.auralink.webhooks.boundary;

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
import java.time.Clock;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLSocketFactory;
import org.auralink.shared.duties.Duties;
import org.auralink.webhooks.control.AddressRules;
import org.auralink.webhooks.control.Names;
import org.auralink.webhooks.control.Receiver;
import org.auralink.webhooks.control.Sending;
import org.auralink.webhooks.entity.Answer;
import org.auralink.webhooks.entity.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is due, on every server of the application, for as long as it runs. Holds nothing: what it was about to do when
 * its server ended, another does. No transaction is open while a receiver is asked.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class WebhookDispatch {
    private static final Logger LOG = Logger.getLogger(WebhookDispatch.class.getName());
    /** How often an answer is written down before the delivery is left to its lease, and sent again. */
    private static final int WRITING_TRIES = 3;

    private final Semaphore places = new Semaphore(Limits.AT_ONCE);

    @Resource
    ManagedExecutorService threads;

    @Resource
    ManagedScheduledExecutorService clock;

    @Inject
    WebhookQueue queue;

    @Inject
    AddressRules rules;

    @Inject
    Clock time;

    private @Nullable Sending sending;
    private @Nullable Duties duties;

    /** Also stops the deployment when the setting of allowed networks is wrong. */
    @PostConstruct
    void begin() {
        var receiver = new Receiver(rules, Names.SYSTEM, (SSLSocketFactory) SSLSocketFactory.getDefault(), clock);
        sending = new Sending(receiver, time);
        duties = new Duties(clock, threads).every(Limits.POLL, "Webhooks wait: what is due cannot be read", this::look);
    }

    @PreDestroy
    void end() {
        if (duties != null) {
            duties.close();
        }
    }

    private void look() {
        int free = places.drainPermits();
        int used = 0;
        try {
            if (free > 0) {
                for (Parcel parcel : queue.take(free)) {
                    used++;
                    start(parcel);
                }
            }
        } finally {
            places.release(free - used);
        }
    }

    private void start(Parcel parcel) {
        try {
            threads.execute(() -> send(parcel));
        } catch (RejectedExecutionException e) {
            // The server ends; the lease runs out.
            places.release();
        }
    }

    private void send(Parcel parcel) {
        try {
            Sending attempt = sending;
            if (attempt != null) {
                record(
                        parcel,
                        attempt.send(
                                parcel.endpoint(), parcel.url(), parcel.bytes(), parcel.secrets(), parcel.headers()));
            }
        } catch (RuntimeException e) {
            // Not the receiver's fault, nor anybody's who reads the log of deliveries.
            LOG.log(Level.WARNING, "A webhook could not be sent", e);
        } finally {
            places.release();
        }
    }

    private void record(Parcel parcel, Answer answer) {
        for (int tries = 1; ; tries++) {
            try {
                queue.answered(parcel, answer);
                return;
            } catch (RuntimeException e) {
                if (tries == WRITING_TRIES) {
                    LOG.log(
                            Level.WARNING,
                            "What became of a webhook could not be written down; it is sent again: {0}",
                            e.toString());
                    return;
                }
            }
        }
    }
}
