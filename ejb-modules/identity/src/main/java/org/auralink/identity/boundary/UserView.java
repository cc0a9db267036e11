package org.auralink.identity.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.auralink.identity.control.TokenIssuer;
import org.auralink.identity.entity.Identity;
import org.auralink.identity.entity.User;
import org.jspecify.annotations.Nullable;

/** An account as Supabase shows it: times are left out until they happened, an empty phone is an empty text. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserView(
        UUID id,
        String aud,
        String role,
        String email,
        @Nullable Instant emailConfirmedAt,
        String phone,
        @Nullable Instant confirmedAt,
        @Nullable Instant lastSignInAt,
        Map<String, Object> appMetadata,
        Map<String, Object> userMetadata,
        List<IdentityView> identities,
        Instant createdAt,
        Instant updatedAt,
        @JsonProperty("is_anonymous") boolean isAnonymous) {

    static UserView of(User user, List<Identity> identities) {
        return new UserView(
                user.id().value(),
                "authenticated",
                "authenticated",
                user.email(),
                user.emailConfirmedAt(),
                "",
                user.emailConfirmedAt(),
                user.lastLoginAt(),
                TokenIssuer.appMetadata(user),
                user.metadata(),
                identities.stream().map(IdentityView::of).toList(),
                user.createdAt(),
                user.updatedAt(),
                false);
    }

    @Override
    public String toString() {
        return "UserView[redacted]";
    }
}
