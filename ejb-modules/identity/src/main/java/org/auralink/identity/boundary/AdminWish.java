package org.auralink.identity.boundary;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a back end wants of an account, as it sent it.
 *
 * @param passwordHash of a password that the back end does not know: bcrypt, or argon2 in PHC string format
 * @param banDuration as Go writes durations, or {@code none}
 * @param role always {@code authenticated}: roles of people stand in their organizations, not in their tokens
 */
public record AdminWish(
        @Nullable String id,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String password,
        @Nullable String passwordHash,
        @Nullable Boolean emailConfirm,
        @Nullable Boolean phoneConfirm,
        @Nullable Map<String, Object> userMetadata,
        @Nullable Map<String, Object> appMetadata,
        @Nullable String banDuration,
        @Nullable String role) {
    @Override
    public String toString() {
        return "AdminWish[redacted]";
    }
}
