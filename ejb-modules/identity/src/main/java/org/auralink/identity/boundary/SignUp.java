package org.auralink.identity.boundary;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A wish for an account, as the client sent it.
 *
 * @param data what the person says about themselves; {@code username} becomes the AuraID, {@code name} what others read
 */
public record SignUp(
        @Nullable String email,
        @Nullable String phone,
        @Nullable String password,
        @Nullable Map<String, Object> data) {
    @Override
    public String toString() {
        return "SignUp[redacted]";
    }
}
