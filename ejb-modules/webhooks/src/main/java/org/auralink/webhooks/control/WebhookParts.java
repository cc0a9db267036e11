package org.auralink.webhooks.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.auralink.shared.settings.Settings;

/** Puts the parts of this package together from the settings. */
@ApplicationScoped
public class WebhookParts {
    @Produces
    @Singleton
    AddressRules rules() {
        return AddressRules.from(Settings.current());
    }
}
