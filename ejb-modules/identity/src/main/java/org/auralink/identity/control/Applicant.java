package org.auralink.identity.control;

import java.util.Optional;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.shared.limits.ClientAddress;

/**
 * Whose turns at the password hasher are counted together: everybody at an address, or there the owner of an account who
 * signed in from it before, whom the others must not hold up. Does not print itself.
 */
public record Applicant(ClientAddress client, Optional<EmailAddress> owner) {
    /** Somebody at the address. */
    public static Applicant at(ClientAddress client) {
        return new Applicant(client, Optional.empty());
    }

    @Override
    public String toString() {
        return "Applicant[redacted]";
    }
}
