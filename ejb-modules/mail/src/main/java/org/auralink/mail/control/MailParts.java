package org.auralink.mail.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.auralink.shared.settings.Settings;

/** Puts the parts of this package together from the settings. */
@ApplicationScoped
public class MailParts {
    @Produces
    @Singleton
    MailSettings settings() {
        return MailSettings.from(Settings.current());
    }

    /** Empty when nothing is said of where mail goes. */
    public static Optional<MailTransport> transport(MailSettings settings) {
        if (settings.way() instanceof MailSettings.ToServer to) {
            var certificates = (SSLSocketFactory) SSLSocketFactory.getDefault();
            return Optional.of(new Smtp(to.server(), settings.sender(), certificates));
        }
        return settings.way() instanceof MailSettings.ToMailbox ? Optional.of(new Mailbox()) : Optional.empty();
    }
}
