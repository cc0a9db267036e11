package org.auralink.webhooks.control;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import org.auralink.shared.settings.Settings;

/** Stops the deployment when a setting of webhooks is wrong; else the first endpoint would find out. */
@Singleton
@Startup
public class WebhookDeploymentCheck {

    @PostConstruct
    void readSettings() {
        AddressRules.from(Settings.current());
    }
}
