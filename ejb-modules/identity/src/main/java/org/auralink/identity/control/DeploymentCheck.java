package org.auralink.identity.control;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import org.auralink.shared.limits.RequestLimits;
import org.auralink.shared.limits.TrustedProxies;
import org.auralink.shared.settings.Settings;

/**
 * Stops the deployment when the settings of this capability, or of the limits of requests, are wrong. An enterprise bean and not an observer: a server that
 * finds none in an EJB module of an EAR refuses the whole application.
 */
@Singleton
@Startup
public class DeploymentCheck {

    @PostConstruct
    void readSettings() {
        Settings settings = Settings.current();
        SigningKeys.read(
                IdentitySettings.from(settings).signingKey(),
                KeySettings.from(settings).jwtSecret());
        AccountSettings.from(settings);
        AccountLimits.from(settings);
        SupabaseSettings.from(settings);
        BreachSettings.from(settings);
        FactorSettings.from(settings).encryptionKeys().ifPresent(EncryptionKeys::read);
        RequestLimits.from(settings);
        TrustedProxies.from(settings);
    }
}
