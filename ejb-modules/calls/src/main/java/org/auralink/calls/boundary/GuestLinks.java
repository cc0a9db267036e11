package org.auralink.calls.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Set;
import org.auralink.calls.entity.GuestCode;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;

/** The addresses under which guests find calls: {@code {auralink.public.url}/join/{code}}, a page of the console. */
@ApplicationScoped
class GuestLinks {

    String to(GuestCode code) {
        return site() + "/join/" + code.value();
    }

    URI site() {
        return Settings.current().uri(SharedSettings.PUBLIC_URL, Set.of("http", "https"));
    }
}
