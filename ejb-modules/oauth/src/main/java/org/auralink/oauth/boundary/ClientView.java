package org.auralink.oauth.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.auralink.oauth.entity.ClientDescription;
import org.auralink.oauth.entity.OAuthClient;
import org.auralink.oauth.entity.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A client as Supabase shows it, which is as RFC 7591 (3.2.1) does. Does not print itself.
 *
 * @param clientSecret when it was made just now, and never again
 * @param clientSecretExpiresAt 0, for never; beside the secret
 * @param clientIdIssuedAt seconds since 1970
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClientView(
        UUID clientId,
        @Nullable String clientSecret,
        @Nullable Integer clientSecretExpiresAt,
        String clientType,
        String tokenEndpointAuthMethod,
        List<String> redirectUris,
        List<String> grantTypes,
        List<String> responseTypes,
        String clientName,
        @Nullable String clientUri,
        @Nullable String logoUri,
        String registrationType,
        long clientIdIssuedAt,
        Instant createdAt,
        Instant updatedAt) {
    static ClientView of(OAuthClient client) {
        return of(client, null);
    }

    static ClientView of(OAuthClient client, @Nullable Secret secret) {
        ClientDescription description = client.description();
        return new ClientView(
                client.id(),
                secret == null ? null : secret.text(),
                secret == null ? null : 0,
                client.isConfidential() ? "confidential" : "public",
                client.authMethod().wireName(),
                description.redirectUris(),
                description.grantTypes(),
                List.of("code"),
                description.name(),
                present(description.uri()),
                present(description.logoUri()),
                client.registrationType(),
                client.createdAt().getEpochSecond(),
                client.createdAt(),
                client.updatedAt());
    }

    private static @Nullable String present(String text) {
        return text.isEmpty() ? null : text;
    }

    @Override
    public String toString() {
        return "ClientView[redacted]";
    }
}
