package org.auralink.mail.boundary;

import java.time.Duration;
import java.time.Instant;
import org.auralink.mail.control.MailForm;
import org.auralink.mail.entity.QueuedMail;
import org.jspecify.annotations.Nullable;

/**
 * A mail in the mailbox, as its reader would have got it. Does not print itself.
 *
 * @param to whom it is for
 * @param kind such as {@code recovery}
 * @param link of the one thing to do, null where there is none
 * @param code to be typed in, null where there is none
 */
public record KeptMail(
        String id,
        String to,
        String kind,
        String subject,
        String text,
        String html,
        @Nullable String link,
        @Nullable String code,
        Instant createdAt) {

    static KeptMail of(QueuedMail mail, MailForm.Maker forms) {
        Duration validity = Duration.between(mail.createdAt(), mail.expiresAt());
        MailForm form = forms.of(mail.kind(), mail.content(), validity);
        return new KeptMail(
                mail.id().toString(),
                mail.recipient(),
                mail.kind().wireName(),
                form.subject(),
                form.text(),
                form.html(),
                form.link(),
                form.code(),
                mail.createdAt());
    }

    /** Text in HTML, also within quotation marks. */
    public static String escaped(String text) {
        return MailForm.escaped(text);
    }

    @Override
    public String toString() {
        return "KeptMail[" + id + "]";
    }
}
