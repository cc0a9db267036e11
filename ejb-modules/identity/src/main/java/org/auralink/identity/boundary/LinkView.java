package org.auralink.identity.boundary;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * The account, as Supabase shows it with a link beside its fields.
 *
 * @param hashedToken for {@code POST /verify} with {@code token_hash}
 * @param emailOtp for the same with {@code token}
 */
public record LinkView(
        @JsonUnwrapped UserView user,
        String actionLink,
        String emailOtp,
        String hashedToken,
        String verificationType,
        String redirectTo) {
    @Override
    public String toString() {
        return "LinkView[redacted]";
    }
}
