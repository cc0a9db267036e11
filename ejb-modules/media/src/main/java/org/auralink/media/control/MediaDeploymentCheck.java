package org.auralink.media.control;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import org.auralink.shared.settings.Settings;

/** Stops the deployment when a setting of the media nodes is wrong; else the first call would find out. */
@Singleton
@Startup
public class MediaDeploymentCheck {

    @PostConstruct
    void readSettings() {
        Settings settings = Settings.current();
        new NodeDirectory().read(settings);
        Placement.of(settings);
    }
}
