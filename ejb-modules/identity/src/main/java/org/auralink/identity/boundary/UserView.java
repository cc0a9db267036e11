package org.auralink.identity.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.auralink.identity.control.AccessToken;
import org.auralink.identity.control.TokenIssuer;
import org.auralink.identity.entity.Factor;
import org.auralink.identity.entity.Identity;
import org.auralink.identity.entity.MailTimes;
import org.auralink.identity.entity.OneTimeTokenKind;
import org.auralink.identity.entity.Scope;
import org.auralink.identity.entity.User;
import org.auralink.shared.OrganizationId;
import org.jspecify.annotations.Nullable;

/**
 * An account as Supabase shows it: times are left out until they happened, an empty address or phone is an empty text.
 *
 * @param confirmedAt the first of the address and the phone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserView(
        UUID id,
        String aud,
        String role,
        String email,
        @Nullable Instant emailConfirmedAt,
        @Nullable Instant invitedAt,
        String phone,
        @Nullable Instant phoneConfirmedAt,
        @Nullable Instant confirmationSentAt,
        @Nullable Instant confirmedAt,
        @Nullable Instant recoverySentAt,
        @Nullable String newEmail,
        @Nullable Instant emailChangeSentAt,
        @Nullable String newPhone,
        @Nullable Instant phoneChangeSentAt,
        @Nullable Instant reauthenticationSentAt,
        @Nullable Instant lastSignInAt,
        Map<String, Object> appMetadata,
        Map<String, Object> userMetadata,
        @Nullable List<FactorView> factors,
        List<IdentityView> identities,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant bannedUntil,
        @Nullable Instant deletedAt,
        @JsonProperty("is_anonymous") boolean isAnonymous) {

    static UserView of(User user, List<Identity> identities, List<Factor> factors) {
        return of(user, AccessToken.ROLE, identities, factors);
    }

    private static UserView of(User user, String role, List<Identity> identities, List<Factor> factors) {
        MailTimes sent = user.mailTimes();
        return new UserView(
                user.id().value(),
                AccessToken.AUDIENCE,
                role,
                user.email(),
                user.emailConfirmedAt(),
                sent.invitedAt(),
                user.phone(),
                user.phoneConfirmedAt(),
                sent.confirmationSentAt(),
                user.confirmedAt(),
                sent.recoverySentAt(),
                user.newEmail(),
                sent.emailChangeSentAt(),
                // Nobody can ask for another number: there is no provider of text messages.
                null,
                sent.phoneChangeSentAt(),
                sent.reauthenticationSentAt(),
                user.lastLoginAt(),
                TokenIssuer.appMetadata(user),
                user.metadata(),
                factors.isEmpty() ? null : factors.stream().map(FactorView::of).toList(),
                identities.stream().map(IdentityView::of).toList(),
                user.createdAt(),
                user.updatedAt(),
                user.bannedUntil(),
                user.deletedAt(),
                user.isAnonymous());
    }

    /**
     * What a sign-up with an address that has an account is answered: like a new one, and nobody's. Without identities and
     * with an empty role, which is how applications written for Supabase tell it where they want to.
     *
     * @param imagined as the account would have been; it is not in the database
     */
    static UserView pretended(User imagined, Instant now) {
        imagined.mailTimes().sent(OneTimeTokenKind.CONFIRMATION, now);
        imagined.livesIn(new OrganizationId(UUID.randomUUID()));
        return of(imagined, "", List.of(), List.of());
    }

    /** What a client may know that was granted these scopes: no factor, no time of a mail, and what else has no scope. */
    UserView shownFor(Set<Scope> scopes) {
        boolean mail = scopes.contains(Scope.EMAIL);
        boolean call = scopes.contains(Scope.PHONE);
        boolean profile = scopes.contains(Scope.PROFILE);
        return new UserView(
                id,
                aud,
                role,
                mail ? email : "",
                mail ? emailConfirmedAt : null,
                null,
                call ? phone : "",
                call ? phoneConfirmedAt : null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                profile ? Map.of("aura_id", String.valueOf(appMetadata.get("aura_id"))) : Map.of(),
                profile ? userMetadata : Map.of(),
                null,
                List.of(),
                createdAt,
                updatedAt,
                null,
                null,
                isAnonymous);
    }

    @Override
    public String toString() {
        return "UserView[redacted]";
    }
}
