package org.auralink.identity.boundary;

import java.time.Duration;
import java.util.UUID;
import org.auralink.identity.control.IssuedTokens;
import org.auralink.shared.UserId;

/**
 * What another system gets for a person who signed in to it. Does not print itself.
 *
 * @param lifetime of the access token
 * @param scope what it may know of the person
 */
public record ClientTokens(
        UserId user, UUID session, String accessToken, Duration lifetime, String refreshToken, String scope) {
    static ClientTokens of(IssuedTokens tokens) {
        return new ClientTokens(
                tokens.user().id(),
                tokens.session().id(),
                tokens.accessToken(),
                Duration.between(tokens.issued(), tokens.expires()),
                tokens.refresh().text(),
                tokens.session().scope().orElse(""));
    }

    @Override
    public String toString() {
        return "ClientTokens[redacted]";
    }
}
