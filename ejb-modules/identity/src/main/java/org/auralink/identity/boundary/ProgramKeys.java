package org.auralink.identity.boundary;

import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.auralink.identity.control.ApiKeys;
import org.auralink.identity.control.EndedSessions;
import org.auralink.identity.control.KeySettings;
import org.auralink.identity.control.SignedIn;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.jspecify.annotations.Nullable;

/** What a program may do that shows a key: publishable and secret ones, and JWT keys, as Supabase's gateway takes them. */
@ApplicationScoped
public class ProgramKeys {
    @Inject
    private ApiKeys keys;

    @Inject
    private KeySettings settings;

    @Inject
    private EndedSessions ended;

    /**
     * Lets everything through where keys are not required.
     *
     * @param key of the header {@code apikey}, null when there is none
     * @param bearer of the header {@code Authorization}, null when there is none: clients send the key there too
     * @throws RefusedException {@code no_authorization} when neither is a key
     */
    public void admit(@Nullable String key, @Nullable String bearer) {
        if (!settings.required() || isKey(key) || key == null && isKey(bearer)) {
            return;
        }
        String why = key == null && bearer == null ? "No API key found in request" : "Invalid API key";
        throw new Refusal.NotAuthenticated("no_authorization", why).asException();
    }

    /**
     * For what administers accounts: a secret key, or a JWT of the role {@code service_role} or {@code supabase_admin}.
     *
     * @throws RefusedException {@code not_admin}; {@code not_authenticated} for what nobody here has signed; {@code
     *     session_not_found} for the token of a session that is over
     */
    public void requireAdmin(String bearer) {
        if (keys.ofOpaque(bearer).map(ApiKeys.Role.SERVICE::equals).orElseGet(() -> isAdmin(bearer))) {
            return;
        }
        throw new Refusal.Forbidden("not_admin", "User not allowed").asException();
    }

    /** Whether a text is a key that administers accounts. */
    public boolean isSecret(String key) {
        return keys.of(key).filter(ApiKeys.Role.SERVICE::equals).isPresent();
    }

    private boolean isAdmin(String token) {
        JWTClaimsSet claims = keys.claims(token);
        if (claims.getClaim("session_id") instanceof String session && isOver(session)) {
            throw SignedIn.noSession().asException();
        }
        return ApiKeys.role(claims).filter(ApiKeys.Role.SERVICE::equals).isPresent();
    }

    private boolean isOver(String session) {
        try {
            return ended.has(UUID.fromString(session));
        } catch (IllegalArgumentException noId) {
            return true;
        }
    }

    private boolean isKey(@Nullable String text) {
        return text != null && keys.of(text).isPresent();
    }
}
