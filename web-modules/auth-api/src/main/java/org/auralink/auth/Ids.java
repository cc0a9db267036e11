package org.auralink.auth;

import java.util.UUID;
import org.auralink.shared.Refusal;

/** Ids in paths. */
final class Ids {
    private Ids() {}

    /**
     * @param name what the path has there
     * @throws org.auralink.shared.RefusedException not found, with the code that GoTrue has for it
     */
    static UUID of(String name, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal.NotFound("validation_failed", name + " must be an UUID").asException();
        }
    }
}
