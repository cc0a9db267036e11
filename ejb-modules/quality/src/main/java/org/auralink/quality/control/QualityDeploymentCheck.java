package org.auralink.quality.control;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;

/** Stops the deployment when the settings of this capability are wrong. */
@Singleton
@Startup
public class QualityDeploymentCheck {

    @PostConstruct
    void readSettings() {
        new QualitySettings().read();
    }
}
