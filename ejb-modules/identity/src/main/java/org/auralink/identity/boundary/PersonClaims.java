package org.auralink.identity.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.auralink.identity.control.IdentitySettings;
import org.auralink.identity.control.SignedIn;
import org.auralink.identity.control.TokenVerifier;
import org.auralink.identity.entity.Scope;
import org.auralink.identity.entity.User;
import org.auralink.shared.UserId;
import org.auralink.shared.persistence.TenancyContext;

/** What other systems are told of a person: the standard claims of OpenID Connect Core (5.1), by scope (5.4). */
@Stateless
public class PersonClaims {
    @PersistenceContext(unitName = "identity")
    private EntityManager entityManager;

    @Inject
    private TokenVerifier verifier;

    @Inject
    private IdentitySettings settings;

    @Inject
    private Clock clock;

    /**
     * Of whom the token speaks, to the client that has it. With a person's own token {@code sub} alone.
     *
     * @throws org.auralink.shared.RefusedException as of {@link Sessions#user}
     */
    public Map<String, Object> byToken(String accessToken) {
        TenancyContext.enterAsService(entityManager);
        SignedIn who = SignedIn.of(entityManager, verifier.verifyToRead(accessToken), clock.instant());
        return of(who.user(), Scope.of(who.session().scope().orElse("")));
    }

    /**
     * In the caller's transaction, which acts as the service.
     *
     * @param scope as of {@link ClientScopes#text}
     */
    public Map<String, Object> of(UserId id, String scope) {
        return of(entityManager.find(User.class, id.value()), Scope.of(scope));
    }

    private Map<String, Object> of(User user, Set<Scope> scopes) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", user.id().value().toString());
        if (scopes.contains(Scope.PROFILE)) {
            claims.put("name", user.name());
            claims.put("preferred_username", user.username());
            // What the person says themselves, and nothing that a page could be made to run.
            if (user.metadata().get("avatar_url") instanceof String picture && picture.startsWith("https://")) {
                claims.put("picture", picture);
            }
            claims.put("updated_at", user.updatedAt().getEpochSecond());
        }
        if (scopes.contains(Scope.EMAIL) && !user.email().isEmpty()) {
            claims.put("email", user.email());
            // Where accounts open without a mail, nobody has shown that an address is theirs, and others take over
            // accounts by it.
            claims.put("email_verified", user.emailConfirmedAt() != null && !settings.autoconfirm());
        }
        if (scopes.contains(Scope.PHONE) && !user.phone().isEmpty()) {
            claims.put("phone_number", "+" + user.phone());
            claims.put("phone_number_verified", user.phoneConfirmedAt() != null);
        }
        return claims;
    }
}
