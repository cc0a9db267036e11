package org.auralink.mail.boundary;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.auralink.mail.entity.MailKind;
import org.auralink.mail.entity.QueuedMail;

/**
 * A mail that this server has taken to send. Does not print whom it is for, nor what is in it.
 *
 * @param lease by which the server shows that it is still its own
 * @param words what the texts are made with
 * @param written when it was asked for
 * @param validity of its links, counted from then
 */
record DueMail(
        UUID id,
        UUID lease,
        String recipient,
        MailKind kind,
        Map<String, String> words,
        Instant written,
        Duration validity) {

    static DueMail of(QueuedMail mail, UUID lease) {
        return new DueMail(
                mail.id(),
                lease,
                mail.recipient(),
                mail.kind(),
                mail.content(),
                mail.createdAt(),
                Duration.between(mail.createdAt(), mail.expiresAt()));
    }

    @Override
    public String toString() {
        return "DueMail[" + id + "]";
    }
}
