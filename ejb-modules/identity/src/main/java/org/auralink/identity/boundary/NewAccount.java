package org.auralink.identity.boundary;

import java.util.Map;
import java.util.Optional;
import org.auralink.identity.entity.AuraName;
import org.auralink.identity.entity.EmailAddress;

/**
 * An account that may be made: everything is checked, the password is hashed.
 *
 * @param email empty for somebody who wants to be nobody
 * @param passwordHash empty for somebody who signs in by mail only, or once
 */
public record NewAccount(
        Optional<EmailAddress> email, AuraName name, Optional<String> passwordHash, Map<String, Object> data) {
    @Override
    public String toString() {
        return "NewAccount[redacted]";
    }
}
