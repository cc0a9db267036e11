package org.auralink.identity.boundary;

import java.time.Instant;
import org.auralink.shared.UserId;

/**
 * Who decides what another system may know of them.
 *
 * @param email empty for who has none
 * @param authenticatedAt when they proved last who they are
 */
public record Consenting(UserId user, String email, Instant authenticatedAt) {
    @Override
    public String toString() {
        return "Consenting[redacted]";
    }
}
