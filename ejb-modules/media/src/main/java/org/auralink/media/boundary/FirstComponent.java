package org.auralink.media.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import org.auralink.shared.web.Starting;

/** Is made before timers run, and has them wait for the rest of the application. */
@Startup
@Singleton
public class FirstComponent {
    @PostConstruct
    void begin() {
        Starting.begins();
    }
}
