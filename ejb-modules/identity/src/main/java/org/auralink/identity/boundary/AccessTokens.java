package org.auralink.identity.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.auralink.identity.control.AccessToken;
import org.auralink.identity.control.AccountSource;
import org.auralink.identity.control.EndedSessions;
import org.auralink.identity.control.IdentitySettings;
import org.auralink.identity.control.SigningKeys;
import org.auralink.identity.control.TokenVerifier;
import org.auralink.shared.Caller;
import org.auralink.shared.Refusal;
import org.auralink.shared.web.BearerTokens;

/**
 * Access tokens, judged by signature, claims and the list of ended sessions: no door waits for the database to know who is
 * asking.
 */
@ApplicationScoped
public class AccessTokens implements BearerTokens {
    @Inject
    private TokenVerifier verifier;

    @Inject
    private SigningKeys keys;

    @Inject
    private IdentitySettings settings;

    @Inject
    private EndedSessions ended;

    @Inject
    private AccountSource source;

    @Inject
    private ForeignCallers foreigners;

    /** Of a person whose account is kept here, or by the Supabase project that keeps them instead. */
    @Override
    public Caller verify(String token) {
        if (source.project().isPresent()) {
            return foreigners.caller(source.project().get().verify(token));
        }
        AccessToken verified = verifier.verify(token);
        if (ended.has(verified.session())) {
            throw Refusal.notAuthenticated("The access token is not accepted: its session has ended. Sign in again.")
                    .asException();
        }
        if (ended.hasAll(verified.user())) {
            throw Refusal.notAuthenticated("The access token is not accepted: the account is banned.")
                    .asException();
        }
        return verified.caller();
    }

    /** The keys with which anybody can verify our tokens (RFC 7517, 5). */
    public Map<String, Object> publicKeys() {
        return keys.publicKeys();
    }

    /** What OpenID Connect Discovery 1.0 (3) calls the provider's configuration, as far as tokens are concerned. */
    public Map<String, Object> configuration() {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("issuer", settings.issuer());
        configuration.put("jwks_uri", settings.issuer() + "/.well-known/jwks.json");
        configuration.put("subject_types_supported", List.of("public"));
        configuration.put("id_token_signing_alg_values_supported", keys.algorithms());
        configuration.put(
                "claims_supported",
                List.of("sub", "aud", "iss", "exp", "iat", "email", "role", "aal", "amr", "session_id"));
        return configuration;
    }

    /**
     * Nobody signs in here, nor has an account, where a Supabase project keeps the accounts.
     *
     * @throws org.auralink.shared.RefusedException {@code managed_elsewhere}, which names the project
     */
    public void requireAccountsHere() {
        if (source.project().isPresent()) {
            throw new Refusal.NotFound(
                            "managed_elsewhere",
                            "The accounts of this server are kept by the Supabase project " + source.url()
                                    + ". Sign in there, and bring its access token.")
                    .asException();
        }
    }
}
