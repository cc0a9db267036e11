package org.auralink.identity.control;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.auralink.identity.entity.AuraName;
import org.auralink.identity.entity.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator wants of an account, checked: what is empty stays as it is.
 *
 * @param id that a new account is to have
 * @param name that a new account is to have in its AuraID, if nobody has it
 * @param phone E.164 without its plus sign
 * @param passwordHash of a new password, or one that came from elsewhere
 * @param userMetadata a value that is null goes
 * @param appMetadata likewise
 */
public record AdminChange(
        Optional<UUID> id,
        AuraName name,
        Optional<EmailAddress> email,
        Optional<String> phone,
        Optional<String> passwordHash,
        boolean confirmsEmail,
        boolean confirmsPhone,
        Map<String, Object> userMetadata,
        Map<String, Object> appMetadata,
        Optional<Ban> ban) {

    /** @param length null lifts a ban */
    public record Ban(@Nullable Duration length) {}

    @Override
    public String toString() {
        return "AdminChange[redacted]";
    }
}
