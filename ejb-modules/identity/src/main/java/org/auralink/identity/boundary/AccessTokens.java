package org.auralink.identity.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import org.auralink.identity.control.AccessToken;
import org.auralink.identity.control.EndedSessions;
import org.auralink.identity.control.SigningKey;
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
    private SigningKey key;

    @Inject
    private EndedSessions ended;

    @Override
    public Caller verify(String token) {
        AccessToken verified = verifier.verify(token);
        if (ended.has(verified.session())) {
            throw Refusal.notAuthenticated("The access token is not accepted: its session has ended. Sign in again.")
                    .asException();
        }
        return verified.caller();
    }

    /** The keys with which anybody can verify our tokens (RFC 7517, 5). */
    public Map<String, Object> publicKeys() {
        return key.publicKeys();
    }
}
