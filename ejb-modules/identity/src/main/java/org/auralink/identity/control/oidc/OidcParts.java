package org.auralink.identity.control.oidc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.auralink.shared.settings.Settings;

/** Puts the parts of this package together from the settings. */
@ApplicationScoped
public class OidcParts {
    @Inject
    private Clock clock;

    @Produces
    @Singleton
    OidcSettings settings() {
        return OidcSettings.from(Settings.current());
    }

    @Produces
    @Singleton
    Providers providers(OidcSettings settings) {
        return new Providers(settings, clock);
    }
}
