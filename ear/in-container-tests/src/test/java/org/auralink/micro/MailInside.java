package org.auralink.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ejb.EJBTransactionRequiredException;
import java.time.Duration;
import java.util.UUID;
import org.auralink.mail.boundary.Mail;
import org.junit.jupiter.api.Test;

/** What is told by mail is told with, and only with, what it tells of. */
interface MailInside extends Inside {
    String LINK = "http://localhost:8080/auth/v1/verify?token=abc";

    @Test
    default void aMailGoesOutWithTheTransactionThatItTellsOf() throws Exception {
        String told = UUID.randomUUID() + "@example.org";
        String untold = UUID.randomUUID() + "@example.org";
        assertThatThrownBy(() -> mails().send(unlock(told))).isInstanceOf(EJBTransactionRequiredException.class);
        transaction().begin();
        mails().send(unlock(untold));
        transaction().rollback();
        transaction().begin();
        mails().send(unlock(told));
        transaction().commit();

        Waiting.until("the mail", () -> mailboxes().list(told).size() == 1);
        assertThat(mailboxes().list(told).get(0).link()).isEqualTo(LINK);
        assertThat(Sql.one("select count(*) from auth.mails where recipient = '" + untold + "'"))
                .isEqualTo("0");
    }

    private static Mail unlock(String recipient) {
        return new Mail(recipient, new Mail.UnlockAccount(LINK), Duration.ofHours(1));
    }
}
