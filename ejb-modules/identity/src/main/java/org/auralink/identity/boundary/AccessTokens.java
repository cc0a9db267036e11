package org.auralink.identity.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import org.auralink.identity.control.SigningKey;
import org.auralink.identity.control.TokenVerifier;
import org.auralink.shared.Caller;
import org.auralink.shared.web.BearerTokens;

/** Access tokens, judged by signature and claims alone: no door waits for the database to know who is asking. */
@ApplicationScoped
public class AccessTokens implements BearerTokens {
    @Inject
    private TokenVerifier verifier;

    @Inject
    private SigningKey key;

    @Override
    public Caller verify(String token) {
        return verifier.verify(token).caller();
    }

    /** The keys with which anybody can verify our tokens (RFC 7517, 5). */
    public Map<String, Object> publicKeys() {
        return key.publicKeys();
    }
}
