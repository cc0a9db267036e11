package org.auralink.tenancy.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Set;
import org.auralink.mail.boundary.Mail;
import org.auralink.mail.boundary.Mails;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;
import org.auralink.tenancy.entity.Invitation;
import org.auralink.tenancy.entity.InvitationSecret;
import org.auralink.tenancy.entity.Limits;

/** What an invited person reads. Written into the outbox in the transaction of the invitation. */
@ApplicationScoped
class InvitationMail {
    /** A page of the console. What stands after the # no server gets to see, and no log. */
    private static final String PAGE = "/invitation#token=";

    /** Looked for when the first one is sent: the module with the pools, which is this one, is deployed before it. */
    @Inject
    Instance<Mails> mails;

    /** @throws org.auralink.shared.RefusedException rate limited, when too many wait for the address already */
    void send(Invitation invitation, InvitationSecret secret, String organization, String inviter) {
        String link = Settings.current().uri(SharedSettings.PUBLIC_URL, Set.of("http", "https")) + PAGE + secret.text();
        var content = new Mail.MemberInvitation(
                link, organization, inviter, invitation.role().wireName());
        mails.get().send(new Mail(invitation.email(), content, Limits.INVITATION_VALID));
    }
}
