package org.auralink.oauth.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.auralink.shared.settings.Settings;

/** Puts the parts of this package together from the settings. */
@ApplicationScoped
public class OAuthParts {
    @Produces
    @Singleton
    OAuthSettings settings() {
        return OAuthSettings.from(Settings.current());
    }

    @Produces
    @Singleton
    OAuthLimits limits() {
        return OAuthLimits.from(Settings.current());
    }
}
