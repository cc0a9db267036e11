package org.auralink.mail.control;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import java.util.logging.Logger;
import org.auralink.shared.settings.Settings;

/** Stops the deployment when a setting of mail is wrong, and says what may surprise; else the first mail would find out. */
@Singleton
@Startup
public class MailDeploymentCheck {
    private static final Logger LOG = Logger.getLogger(MailDeploymentCheck.class.getName());

    @PostConstruct
    void readSettings() {
        MailSettings settings = MailSettings.from(Settings.current());
        if (settings.way() instanceof MailSettings.Nowhere) {
            LOG.warning(
                    "No mail server is named by auralink.mail.smtp.host: nobody gets any mail, so nobody can recover"
                            + " a password.");
        } else if (settings.way() instanceof MailSettings.ToMailbox) {
            LOG.warning("Mails are not sent: they are kept at /dev/mailbox, for everybody on this machine.");
        } else if (settings.way() instanceof MailSettings.ToServer to
                && to.server().security() == SmtpServer.Security.NONE
                && !ThisMachine.isNamedBy(to.server().host())) {
            LOG.warning("Mails, and the links in them, go to the mail server in clear: auralink.mail.smtp.security is"
                    + " none.");
        }
    }
}
