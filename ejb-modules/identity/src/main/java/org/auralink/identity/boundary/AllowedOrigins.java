package org.auralink.identity.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.auralink.identity.control.AccountSettings;

/** Whose pages may call the doors of accounts from a browser (Fetch, CORS protocol). */
@ApplicationScoped
public class AllowedOrigins {
    private static final String ANY = "*";

    @Inject
    private AccountSettings settings;

    /**
     * @param origin as the browser sent it
     * @return what allows it to read the answer; empty when it may not
     */
    public Optional<String> answerTo(String origin) {
        if (settings.origins().contains(ANY)) {
            return Optional.of(ANY);
        }
        return settings.origins().contains(origin) ? Optional.of(origin) : Optional.empty();
    }
}
