package org.auralink.identity.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.auralink.identity.control.AccessToken;
import org.auralink.identity.control.AdminChange;
import org.auralink.identity.control.Applicant;
import org.auralink.identity.control.GoDuration;
import org.auralink.identity.control.Limits;
import org.auralink.identity.control.PasswordHasher;
import org.auralink.identity.control.PasswordPolicy;
import org.auralink.identity.control.PhoneNumber;
import org.auralink.identity.control.ReservedNames;
import org.auralink.identity.control.UserData;
import org.auralink.identity.entity.AuraName;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.shared.FieldError;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.limits.ClientAddress;
import org.jspecify.annotations.Nullable;

/** Decides which wishes of an administrator can be carried out; hashes passwords, outside of any transaction. */
@ApplicationScoped
class AdminWishes {
    @Inject
    private PasswordPolicy policy;

    @Inject
    private PasswordHasher hasher;

    @Inject
    private ReservedNames names;

    @Inject
    private Limits limits;

    /** @throws RefusedException {@code validation_failed} and others, naming the field */
    AdminChange check(AdminWish wish, ClientAddress client) {
        if (!given(wish.role()).orElse(AccessToken.ROLE).equals(AccessToken.ROLE)) {
            throw invalid("role", "The role of people is authenticated.");
        }
        Optional<EmailAddress> email = given(wish.email()).map(EmailAddress::of);
        Map<String, Object> data = orEmpty(wish.userMetadata());
        // The limits are those of what people say about themselves; null values, which remove, cost nothing.
        UserData.accept(data, limits.userData());
        UserData.accept(wish.appMetadata(), limits.userData());
        return new AdminChange(
                id(wish.id()),
                name(data, email),
                email,
                given(wish.phone()).map(PhoneNumber::accept),
                passwordHash(wish, client),
                Boolean.TRUE.equals(wish.emailConfirm()),
                Boolean.TRUE.equals(wish.phoneConfirm()),
                data,
                orEmpty(wish.appMetadata()),
                ban(wish.banDuration()));
    }

    private AuraName name(Map<String, Object> data, Optional<EmailAddress> email) {
        String username = data.get("username") instanceof String text ? text : null;
        return email.map(address -> names.choose(username, address)).orElseGet(AuraName::nameless);
    }

    private Optional<String> passwordHash(AdminWish wish, ClientAddress client) {
        Optional<String> password = given(wish.password());
        Optional<String> hash = given(wish.passwordHash());
        if (password.isPresent() && hash.isPresent()) {
            throw invalid("password", "Only a password or a password hash should be provided");
        }
        if (hash.filter(it -> !PasswordHasher.canVerify(it)).isPresent()) {
            throw invalid("password_hash", "The password hash must be one of bcrypt or argon2, within limits.");
        }
        return hash.or(() -> password.map(it -> hasher.hash(policy.accept(it), Applicant.at(client))));
    }

    private static Optional<AdminChange.Ban> ban(@Nullable String duration) {
        return given(duration)
                .map(text -> new AdminChange.Ban(
                        text.equals("none")
                                ? null
                                : GoDuration.parse(text)
                                        .orElseThrow(() -> invalid(
                                                "ban_duration",
                                                "invalid format for ban duration: write it as 24h, or none"))));
    }

    private static Optional<UUID> id(@Nullable String id) {
        return given(id).map(AdminWishes::uuid);
    }

    private static UUID uuid(String text) {
        try {
            UUID read = UUID.fromString(text);
            if (read.toString().equalsIgnoreCase(text) && read.getMostSignificantBits() != 0) {
                return read;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw invalid("id", "ID must conform to the uuid v4 format");
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(it -> !it.isEmpty());
    }

    private static Map<String, Object> orEmpty(@Nullable Map<String, Object> map) {
        return map == null ? Map.of() : new HashMap<>(map);
    }

    private static RefusedException invalid(String field, String sentence) {
        return new Refusal.Invalid("validation_failed", sentence, List.of(new FieldError(field, sentence)))
                .asException();
    }
}
