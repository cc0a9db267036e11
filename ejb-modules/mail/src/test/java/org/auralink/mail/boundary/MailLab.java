package org.auralink.mail.boundary;

import jakarta.mail.internet.InternetAddress;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.auralink.mail.control.MailCounters;
import org.auralink.mail.control.MailSettings;
import org.auralink.mail.entity.Limits;
import org.auralink.mail.entity.Outcome;
import org.auralink.mail.entity.QueuedMail;
import org.auralink.shared.persistence.Leases;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.testkit.MigratedDatabase;
import org.auralink.testkit.MovableClock;

/** A migrated PostgreSQL and the outbox of mail on it, with the application's own login. */
final class MailLab {
    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    static final MovableClock CLOCK = new MovableClock(START);

    private static final EntityManagerFactory MAILS = Persistence.createEntityManagerFactory(
            "mails",
            Map.of(
                    "jakarta.persistence.transactionType",
                    "RESOURCE_LOCAL",
                    "hibernate.transaction.coordinator_class",
                    "jdbc",
                    // Outside of a container nothing else keeps the connection until the commit.
                    "hibernate.connection.handling_mode",
                    "DELAYED_ACQUISITION_AND_HOLD",
                    "jakarta.persistence.jdbc.url",
                    MigratedDatabase.settings().databaseUrl(),
                    "jakarta.persistence.jdbc.user",
                    "auralink_service",
                    "jakarta.persistence.jdbc.password",
                    "service"));

    /** One server, so that it may clean again at once. */
    private static final Leases LEASES = new Leases(UUID.randomUUID());

    private MailLab() {}

    /** Nothing in the outbox, and the clock where it began. */
    static void startOver() {
        CLOCK.moveTo(START);
        inTransaction(entityManager -> {
            TenancyContext.enterAsService(entityManager);
            return entityManager.createNativeQuery("delete from auth.mails").executeUpdate();
        });
    }

    /** Others' transaction, in which they send these. */
    static void send(Mail... mails) {
        inTransaction(entityManager -> {
            List.of(mails).forEach(mails(entityManager)::send);
            return true;
        });
    }

    static Mails mails(EntityManager entityManager) {
        var mails = new Mails();
        mails.entityManager = entityManager;
        mails.clock = CLOCK;
        return mails;
    }

    /** As much as a server takes that sends nothing else. */
    static List<DueMail> take() {
        return inTransaction(entityManager -> queue(entityManager).take(Limits.AT_ONCE));
    }

    static void ended(DueMail mail, Outcome outcome) {
        inTransaction(entityManager -> {
            queue(entityManager).ended(mail, outcome);
            return true;
        });
    }

    private static MailQueue queue(EntityManager entityManager) {
        var queue = new MailQueue();
        queue.entityManager = entityManager;
        queue.counters = new MailCounters();
        queue.clock = CLOCK;
        return queue;
    }

    /** A server's hourly work. */
    static void clean() {
        inTransaction(entityManager -> {
            var cleaning = new MailCleaning();
            cleaning.entityManager = entityManager;
            cleaning.counters = new MailCounters();
            cleaning.clock = CLOCK;
            cleaning.leases = LEASES;
            cleaning.forget();
            return true;
        });
    }

    /** One look into the mailbox. */
    static <T> T mailbox(Function<Mailboxes, T> work) {
        return inTransaction(entityManager -> {
            var mailboxes = new Mailboxes();
            mailboxes.entityManager = entityManager;
            mailboxes.settings = new MailSettings(
                    new MailSettings.ToMailbox(),
                    new InternetAddress(),
                    "AuraLink",
                    URI.create("http://localhost:8080"));
            return work.apply(mailboxes);
        });
    }

    /** All that there is, oldest first. */
    static List<QueuedMail> all() {
        return inTransaction(entityManager -> {
            TenancyContext.enterAsService(entityManager);
            return entityManager
                    .createQuery("select m from QueuedMail m order by m.createdAt, m.mailId", QueuedMail.class)
                    .getResultList();
        });
    }

    static <T> T inTransaction(Function<EntityManager, T> work) {
        EntityManager entityManager = MAILS.createEntityManager();
        try {
            entityManager.getTransaction().begin();
            T result = work.apply(entityManager);
            entityManager.getTransaction().commit();
            return result;
        } finally {
            if (entityManager.getTransaction().isActive()) {
                entityManager.getTransaction().rollback();
            }
            entityManager.close();
        }
    }
}
