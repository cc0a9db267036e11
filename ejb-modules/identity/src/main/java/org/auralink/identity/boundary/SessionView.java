package org.auralink.identity.boundary;

import java.time.Duration;
import java.util.List;
import org.auralink.identity.control.IssuedTokens;
import org.auralink.identity.entity.Factor;
import org.auralink.identity.entity.Identity;

/**
 * What a sign-in answers, as Supabase shows it.
 *
 * @param expiresIn seconds
 * @param expiresAt seconds since 1970
 */
public record SessionView(
        String accessToken, String tokenType, long expiresIn, long expiresAt, String refreshToken, UserView user) {

    static SessionView of(IssuedTokens tokens, List<Identity> identities, List<Factor> factors) {
        return new SessionView(
                tokens.accessToken(),
                "bearer",
                Duration.between(tokens.issued(), tokens.expires()).toSeconds(),
                tokens.expires().getEpochSecond(),
                tokens.refresh().text(),
                UserView.of(tokens.user(), identities, factors));
    }

    @Override
    public String toString() {
        return "SessionView[redacted]";
    }
}
