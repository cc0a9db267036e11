package org.auralink.identity.boundary;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A link that a back end wants, as it asked for it.
 *
 * @param type {@code signup}, {@code invite}, {@code magiclink}, {@code recovery}, {@code email_change_current} or {@code
 *     email_change_new}
 * @param password for {@code signup}
 * @param newEmail for a change of the address
 * @param data what is known about a person whose account is made with it
 */
public record LinkWish(
        @Nullable String type,
        @Nullable String email,
        @Nullable String password,
        @Nullable String newEmail,
        @Nullable Map<String, Object> data,
        @Nullable String redirectTo) {
    @Override
    public String toString() {
        return "LinkWish[redacted]";
    }
}
