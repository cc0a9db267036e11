package org.auralink.identity.control;

import org.auralink.shared.UserId;

/**
 * Whose password it is.
 *
 * @param hash in PHC string format
 * @param ownerWasHere whether the person signed in before from where somebody tries now
 */
public record StoredPassword(UserId user, String hash, boolean ownerWasHere) {
    @Override
    public String toString() {
        return "StoredPassword[redacted]";
    }
}
