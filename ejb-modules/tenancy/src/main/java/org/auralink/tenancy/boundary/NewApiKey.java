package org.auralink.tenancy.boundary;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.auralink.shared.Refusal;
import org.auralink.tenancy.entity.KeyDraft;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An API key as it is asked for. Not checked yet. */
@Schema(name = "NewApiKey")
public record NewApiKey(
        @Schema(required = true, minLength = 1, maxLength = 100) @Nullable
        String name,

        @Schema(
                description =
                        "read: see what a member sees. write: start and moderate calls too. admin: webhooks, alerts"
                                + " and the organization's name too. Left out, read")
        @Nullable
        List<String> scopes,

        @Schema(minimum = "1", maximum = "6000", defaultValue = "600") @Nullable
        Integer rateLimitPerMinute,

        @Schema(format = "date-time", description = "Left out, it works until it is revoked") @Nullable
        String expiresAt) {
    KeyDraft checked(Instant now) {
        try {
            return KeyDraft.of(
                    name, scopes, rateLimitPerMinute, expiresAt == null ? null : Instant.parse(expiresAt), now);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("expires_at", "must be a time such as 2027-01-31T12:00:00Z.")
                    .asException(e);
        }
    }
}
