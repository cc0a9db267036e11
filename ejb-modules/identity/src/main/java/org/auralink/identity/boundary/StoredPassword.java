package org.auralink.identity.boundary;

import org.auralink.shared.UserId;

/** Whose password it is and its hash in PHC string format. */
public record StoredPassword(UserId user, String hash) {
    @Override
    public String toString() {
        return "StoredPassword[redacted]";
    }
}
