package org.auralink.mail.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.DynamicInsert;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One mail in the outbox. Does not print itself: whom it is for and the links in it are nobody's business. */
@Entity
@DynamicInsert
@DynamicUpdate
@Table(schema = "auth", name = "mails")
public class QueuedMail {
    @Id
    @Column(name = "mail_id", updatable = false)
    private UUID mailId;

    @Column(nullable = false, updatable = false)
    private String recipient;

    @Column(nullable = false, updatable = false)
    private String kind;

    @Column
    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Map<String, String> content;

    @Column(nullable = false)
    private String status;

    @Column(nullable = false)
    private int attempts;

    @Column(name = "due_at", nullable = false)
    private Instant dueAt;

    @Column(name = "expires_at", nullable = false, updatable = false)
    private Instant expiresAt;

    @Column
    private @Nullable UUID lease;

    @Column(name = "last_error")
    private @Nullable String lastError;

    @Column(name = "finished_at")
    private @Nullable Instant finishedAt;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected QueuedMail() {}

    /** @param content what the texts of the kind are made with, by name */
    public QueuedMail(String recipient, MailKind kind, Map<String, String> content, Instant now, Instant expiresAt) {
        this.mailId = UUID.randomUUID();
        this.recipient = recipient;
        this.kind = kind.wireName();
        this.content = Map.copyOf(content);
        this.status = MailStatus.PENDING.wireName();
        this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
        this.dueAt = createdAt;
        this.expiresAt = expiresAt;
    }

    /** One that is over as it is written, long enough to go with the next cleaning. */
    public static QueuedMail toNobody(String nobody, MailKind kind, Map<String, String> content, Instant now) {
        QueuedMail mail = new QueuedMail(nobody, kind, content, now, now);
        mail.finish(MailStatus.SENT, now.minus(Limits.KEPT), Map.of());
        return mail;
    }

    /** An attempt begins, and the mail is one server's until the lease runs out. */
    public UUID begin(Instant now) {
        UUID mine = UUID.randomUUID();
        lease = mine;
        dueAt = now.plus(Limits.LEASE);
        attempts++;
        return mine;
    }

    /** Whether the attempt that got this lease is still the last. */
    public boolean isHeldBy(UUID attempt) {
        return status() == MailStatus.PENDING && attempt.equals(lease);
    }

    /** Whether its links and codes work no more. */
    public boolean isExpired(Instant now) {
        return !expiresAt.isAfter(now);
    }

    /**
     * The attempt is over.
     *
     * @param jitter from 0 to 1
     */
    public void ended(Outcome outcome, Instant now, double jitter) {
        lease = null;
        switch (outcome.verdict()) {
            case ACCEPTED -> finish(MailStatus.SENT, now, Map.of());
            case KEPT -> finish(MailStatus.SENT, now, content());
            case REFUSED -> {
                lastError = outcome.problem();
                finish(MailStatus.DEAD, now, Map.of());
            }
            case FAILED -> {
                lastError = outcome.problem();
                dueAt = now.plus(RetryPolicy.wait(attempts, jitter));
            }
        }
    }

    /** Its time is over before it could be sent; why, the last attempt has said. */
    public void expired(Instant now) {
        lease = null;
        if (lastError == null) {
            lastError = "It was never tried before its links stopped to work.";
        }
        finish(MailStatus.DEAD, now, Map.of());
    }

    private void finish(MailStatus end, Instant now, Map<String, String> left) {
        status = end.wireName();
        finishedAt = now;
        content = left.isEmpty() ? null : left;
    }

    public UUID id() {
        return mailId;
    }

    public String recipient() {
        return recipient;
    }

    public MailKind kind() {
        return MailKind.parse(kind);
    }

    /** Empty once it is sent and nobody keeps it. */
    public Map<String, String> content() {
        return content == null ? Map.of() : content;
    }

    public MailStatus status() {
        return MailStatus.parse(status);
    }

    public int attempts() {
        return attempts;
    }

    public Instant dueAt() {
        return dueAt;
    }

    public Instant expiresAt() {
        return expiresAt;
    }

    public @Nullable String lastError() {
        return lastError;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
