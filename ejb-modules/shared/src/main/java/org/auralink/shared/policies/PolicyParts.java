package org.auralink.shared.policies;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.auralink.shared.settings.Settings;

/** Puts the guards together from the settings. */
@ApplicationScoped
public class PolicyParts {
    /** A wrong number stops the deployment. */
    void deployed(@Observes @Initialized(ApplicationScoped.class) Object event) {
        Settings settings = Settings.current();
        Policy.ofNodes(settings);
        Policy.ofRedis(settings);
        Policy.ofDatabase(settings);
    }

    @Produces
    @Singleton
    Guards guards(Clock clock) {
        return Guards.from(Settings.current(), clock);
    }
}
