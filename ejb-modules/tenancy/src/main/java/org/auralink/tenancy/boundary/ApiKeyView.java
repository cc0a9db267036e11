package org.auralink.tenancy.boundary;

import java.time.Instant;
import java.util.List;
import org.auralink.media.boundary.LiveKitSecrets;
import org.auralink.tenancy.entity.ApiKey;
import org.auralink.tenancy.entity.KeySecret;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An API key, as those see it who may make some. */
@Schema(name = "ApiKey")
public record ApiKeyView(
        String keyId,
        String name,

        @Schema(description = "How it begins") String prefix,

        @Schema(nullable = true, description = "The key itself, told when it is made or replaced and never again")
        @Nullable
        String key,

        @Schema(
                nullable = true,
                description = "What LiveKit's server SDKs take, told when the key is made or replaced and never again")
        @Nullable
        LiveKitKeyView livekit,

        List<String> scopes,
        int rateLimitPerMinute,

        @Schema(description = "The member for whom it acts, and with whose membership it ends")
        String createdBy,

        Instant createdAt,
        @Schema(nullable = true) @Nullable Instant expiresAt,

        @Schema(nullable = true, description = "To the hour") @Nullable
        Instant lastUsedAt,

        @Schema(nullable = true, description = "Until when the key before works too") @Nullable
        Instant previousUntil,

        @Schema(nullable = true) @Nullable Instant revokedAt) {
    static ApiKeyView of(ApiKey key) {
        return of(key, null, null);
    }

    static ApiKeyView of(ApiKey key, @Nullable KeySecret secret, @Nullable LiveKitSecrets secrets) {
        return new ApiKeyView(
                key.id().toString(),
                key.name(),
                key.prefix(),
                secret == null ? null : secret.text(),
                secret == null || secrets == null
                        ? null
                        : new LiveKitKeyView(secrets.url(), key.prefix(), secrets.of(secret.hash())),
                key.scopes(),
                key.ratePerMinute(),
                key.maker().value().toString(),
                key.createdAt(),
                key.expiresAt(),
                key.lastUsedAt(),
                key.previousUntil(),
                key.revokedAt());
    }

    @Override
    public String toString() {
        return "ApiKeyView[" + keyId + "]";
    }
}
