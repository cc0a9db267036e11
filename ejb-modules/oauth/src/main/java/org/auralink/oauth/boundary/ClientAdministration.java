package org.auralink.oauth.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.auralink.identity.boundary.ClientAccess;
import org.auralink.oauth.control.OAuthLimits;
import org.auralink.oauth.control.OAuthSettings;
import org.auralink.shared.FieldError;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.policies.Guards;
import org.jspecify.annotations.Nullable;

/**
 * Other systems as administrators keep them, and as they register themselves. Whether somebody administers is asked before.
 * Everything is {@code feature_disabled} where the provider is off.
 */
@ApplicationScoped
public class ClientAdministration {
    private static final int MOST_PER_PAGE = 1_000;

    private static final int PER_PAGE = 50;

    private static final int LAST_PAGE = 1_000_000;

    @Inject
    private OAuthClients clients;

    @Inject
    private OAuthSettings settings;

    @Inject
    private OAuthLimits limits;

    @Inject
    private ClientAccess access;

    @Inject
    private RateLimiter limiter;

    @Inject
    private Guards guards;

    /**
     * @param page from 1; absent and empty mean the first
     * @param perPage absent and empty mean 50
     * @throws RefusedException {@code validation_failed}
     */
    public ClientPage page(@Nullable String page, @Nullable String perPage) {
        settings.requireEnabled();
        int which = number(page, 1, LAST_PAGE, "page");
        int size = number(perPage, PER_PAGE, MOST_PER_PAGE, "per_page");
        return guards.database().repeatably(() -> clients.page(which, size));
    }

    /** @throws RefusedException {@code validation_failed}, naming the field; {@code limit_exceeded} */
    public ClientView create(ClientWish wish) {
        settings.requireEnabled();
        return guards.database().once(() -> clients.create(wish, false));
    }

    /**
     * A system registers itself (RFC 7591, 3).
     *
     * @throws RefusedException {@code oauth_dynamic_client_registration_disabled}; {@code invalid_redirect_uri}, {@code
     *     invalid_client_metadata} (3.2.2); rate limited; {@code limit_exceeded}
     */
    public ClientView register(ClientWish wish, ClientAddress client) {
        settings.requireEnabled();
        if (!settings.registration()) {
            throw new Refusal.Forbidden(
                            "oauth_dynamic_client_registration_disabled", "Dynamic client registration is not enabled")
                    .asException();
        }
        limiter.take(limits.registrationByAddress(), client);
        try {
            return guards.database().once(() -> clients.create(wish, true));
        } catch (RefusedException refused) {
            if (refused.refusal() instanceof Refusal.Invalid invalid) {
                throw new Refusal.Invalid(code(invalid.errors()), invalid.detail(), invalid.errors()).asException();
            }
            throw refused;
        }
    }

    private static String code(List<FieldError> errors) {
        boolean address = errors.stream().anyMatch(error -> error.field().equals("redirect_uris"));
        return address ? "invalid_redirect_uri" : "invalid_client_metadata";
    }

    /** @throws RefusedException {@code oauth_client_not_found}; {@code validation_failed} for what is no id */
    public ClientView get(String id) {
        settings.requireEnabled();
        UUID client = id(id);
        return guards.database().repeatably(() -> clients.get(client));
    }

    /** @throws RefusedException as of {@link #get} and {@link #create} */
    public ClientView change(String id, ClientWish wish) {
        settings.requireEnabled();
        UUID client = id(id);
        if (wish.isEmpty()) {
            throw new Refusal.Invalid("validation_failed", "No fields provided for update", List.of()).asException();
        }
        return guards.database().once(() -> clients.change(client, wish));
    }

    /**
     * Its sessions end with it, at every door.
     *
     * @throws RefusedException as of {@link #get}
     */
    public void delete(String id) {
        settings.requireEnabled();
        UUID client = id(id);
        access.over(guards.database().once(() -> clients.delete(client)));
    }

    /**
     * The secret before is worth nothing from now on; sessions go on.
     *
     * @throws RefusedException as of {@link #get}; {@code validation_failed} for a public client
     */
    public ClientView regenerateSecret(String id) {
        settings.requireEnabled();
        UUID client = id(id);
        return guards.database().once(() -> clients.replaceSecret(client));
    }

    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal.Invalid("validation_failed", "invalid client_id format", List.of()).asException();
        }
    }

    private static int number(@Nullable String text, int otherwise, int most, String field) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, together with the range.
        }
        throw ClientWishes.invalid(field, "must be a whole number from 1 to " + most + ".");
    }
}
