package org.auralink.identity.control;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.auralink.shared.UserId;

/**
 * A verified access token of the Supabase project that keeps the accounts.
 *
 * @param email as the project says it; empty for anonymous people and those who have a phone only
 * @param userMetadata what the person says about themselves
 * @param claims all of them
 */
public record ForeignToken(
        UserId user,
        UUID session,
        Optional<String> email,
        Map<String, Object> userMetadata,
        Map<String, Object> claims) {
    @Override
    public String toString() {
        return "ForeignToken[redacted]";
    }
}
