package org.auralink.identity.control;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import org.auralink.shared.settings.Settings;

/**
 * Stops the deployment when this capability's settings are wrong. An enterprise bean and not an observer: a server that
 * finds none in an EJB module of an EAR refuses the whole application.
 */
@Singleton
@Startup
public class DeploymentCheck {

    @PostConstruct
    void readSettings() {
        SigningKey.read(IdentitySettings.from(Settings.current()).signingKey());
    }
}
