package org.auralink.identity.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a person was last written to, by reason; Supabase shows each of these times with the account. */
@Embeddable
public class MailTimes {
    @Column(name = "invited_at")
    private @Nullable Instant invitedAt;

    @Column(name = "confirmation_sent_at")
    private @Nullable Instant confirmationSentAt;

    @Column(name = "recovery_sent_at")
    private @Nullable Instant recoverySentAt;

    @Column(name = "email_change_sent_at")
    private @Nullable Instant emailChangeSentAt;

    @Column(name = "phone_change_sent_at")
    private @Nullable Instant phoneChangeSentAt;

    @Column(name = "reauthentication_sent_at")
    private @Nullable Instant reauthenticationSentAt;

    public @Nullable Instant invitedAt() {
        return invitedAt;
    }

    public @Nullable Instant confirmationSentAt() {
        return confirmationSentAt;
    }

    /** Of a link to sign in without a password too. */
    public @Nullable Instant recoverySentAt() {
        return recoverySentAt;
    }

    public @Nullable Instant emailChangeSentAt() {
        return emailChangeSentAt;
    }

    public @Nullable Instant phoneChangeSentAt() {
        return phoneChangeSentAt;
    }

    public @Nullable Instant reauthenticationSentAt() {
        return reauthenticationSentAt;
    }

    public void invited(Instant now) {
        this.invitedAt = now;
    }

    /** A mail with such a token has been put into the outbox. */
    public void sent(OneTimeTokenKind kind, Instant now) {
        switch (kind) {
            case CONFIRMATION -> this.confirmationSentAt = now;
            case RECOVERY -> this.recoverySentAt = now;
            case EMAIL_CHANGE_CURRENT, EMAIL_CHANGE_NEW -> this.emailChangeSentAt = now;
            case REAUTHENTICATION -> this.reauthenticationSentAt = now;
        }
    }
}
