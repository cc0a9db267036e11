package org.auralink.identity.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.auralink.identity.entity.Identity;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a person signs in, as Supabase shows it.
 *
 * @param identityId of the row
 * @param id the provider's name for the person
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IdentityView(
        UUID identityId,
        String id,
        UUID userId,
        Map<String, Object> identityData,
        String provider,
        @Nullable Instant lastSignInAt,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Object email) {

    static IdentityView of(Identity identity) {
        return new IdentityView(
                identity.identityId(),
                identity.providerId(),
                identity.userId(),
                identity.identityData(),
                identity.provider(),
                identity.lastSignInAt(),
                identity.createdAt(),
                identity.updatedAt(),
                identity.identityData().get("email"));
    }
}
