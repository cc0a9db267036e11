package org.auralink.identity.boundary;

import java.util.Map;
import org.auralink.identity.entity.AuraName;
import org.auralink.identity.entity.EmailAddress;

/** An account that may be made: everything is checked, the password is hashed. */
public record NewAccount(EmailAddress email, AuraName name, String passwordHash, Map<String, Object> data) {
    @Override
    public String toString() {
        return "NewAccount[redacted]";
    }
}
