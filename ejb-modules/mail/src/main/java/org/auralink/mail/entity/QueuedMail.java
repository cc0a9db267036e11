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

    public Instant createdAt() {
        return createdAt;
    }
}
