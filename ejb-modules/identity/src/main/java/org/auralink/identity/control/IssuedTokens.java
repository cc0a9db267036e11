package org.auralink.identity.control;

import java.time.Instant;
import org.auralink.identity.entity.RefreshTokenValue;
import org.auralink.identity.entity.Session;
import org.auralink.identity.entity.User;

/** The pair of tokens that a sign-in or a refresh answers with. Does not print itself. */
public record IssuedTokens(
        User user, Session session, String accessToken, Instant issued, Instant expires, RefreshTokenValue refresh) {
    @Override
    public String toString() {
        return "IssuedTokens[redacted]";
    }
}
