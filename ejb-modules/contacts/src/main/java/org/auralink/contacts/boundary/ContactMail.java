package org.auralink.contacts.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import org.auralink.contacts.entity.Limits;
import org.auralink.mail.boundary.Mail;
import org.auralink.mail.boundary.Mails;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;

/** What people read who are asked or called. Written into the outbox in the transaction of what it tells. */
@ApplicationScoped
class ContactMail {
    /** A page of the console. */
    private static final String PAGE = "/contacts";

    @Inject
    Mails mails;

    /** @param asker as the asked read it */
    void ask(String email, String asker) {
        String link = Settings.current().uri(SharedSettings.PUBLIC_URL, Set.of("http", "https")) + PAGE;
        mails.send(new Mail(email, new Mail.ContactRequest(link, asker), Limits.REQUEST_MAIL));
    }

    /** @param link into the call */
    void ring(String email, String caller, String link) {
        mails.send(new Mail(email, new Mail.ContactCall(link, caller), Limits.CALL_MAIL));
    }
}
