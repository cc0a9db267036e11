package org.auralink.identity.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import org.auralink.identity.control.IssuedTokens;
import org.auralink.identity.entity.Factor;
import org.auralink.identity.entity.Identity;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a sign-in answers, as Supabase shows it.
 *
 * @param expiresIn seconds
 * @param expiresAt seconds since 1970
 * @param weakPassword when the password would not be taken today; it still opened the session
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionView(
        String accessToken,
        String tokenType,
        long expiresIn,
        long expiresAt,
        String refreshToken,
        UserView user,
        @Nullable WeakPassword weakPassword) {
    /**
     * What is wrong with a password.
     *
     * @param reasons {@code length} or {@code pwned}
     */
    public record WeakPassword(String message, List<String> reasons) {
        static WeakPassword of(Refusal.Unprocessable weakness) {
            String reason = "short_password".equals(weakness.code()) ? "length" : "pwned";
            return new WeakPassword(weakness.detail(), List.of(reason));
        }
    }

    static SessionView of(IssuedTokens tokens, List<Identity> identities, List<Factor> factors) {
        return new SessionView(
                tokens.accessToken(),
                "bearer",
                Duration.between(tokens.issued(), tokens.expires()).toSeconds(),
                tokens.expires().getEpochSecond(),
                tokens.refresh().text(),
                UserView.of(tokens.user(), identities, factors),
                null);
    }

    /** The same, with a word about the password that opened it. */
    SessionView with(WeakPassword weakness) {
        return new SessionView(accessToken, tokenType, expiresIn, expiresAt, refreshToken, user, weakness);
    }

    @Override
    public String toString() {
        return "SessionView[redacted]";
    }
}
