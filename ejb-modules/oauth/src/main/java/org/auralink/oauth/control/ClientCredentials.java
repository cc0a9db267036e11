package org.auralink.oauth.control;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.auralink.oauth.entity.AuthMethod;
import org.auralink.oauth.entity.OAuthClient;
import org.auralink.oauth.entity.Secret;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * How a client shows at the token endpoint who it is (RFC 6749, 2.3). Does not print itself.
 *
 * @param secret null when it shows none
 * @param method by which way it came
 */
public record ClientCredentials(UUID client, @Nullable Secret secret, AuthMethod method) {
    private static final Pattern BASIC = Pattern.compile("(?i)basic +([A-Za-z0-9+/=_-]{1,1024}) *");

    /**
     * @param authorization the header, null for none
     * @param clientId of the body, null for none
     * @param clientSecret of the body, null for none
     * @throws RefusedException {@code invalid_client}; {@code invalid_request} for two ways at once
     */
    public static ClientCredentials of(
            @Nullable String authorization, @Nullable String clientId, @Nullable String clientSecret) {
        if (authorization == null || !authorization.regionMatches(true, 0, "basic", 0, "basic".length())) {
            // Supabase's clients send their key as Bearer with every request.
            Secret secret = clientSecret == null || clientSecret.isEmpty() ? null : new Secret(clientSecret);
            return new ClientCredentials(
                    id(clientId), secret, secret == null ? AuthMethod.NONE : AuthMethod.CLIENT_SECRET_POST);
        }
        if (clientSecret != null && !clientSecret.isEmpty()) {
            throw Parameters.refused("A client shows its secret in one place.");
        }
        ClientCredentials basic = basic(authorization);
        if (clientId != null && !clientId.isEmpty() && !basic.client.toString().equals(clientId)) {
            throw Parameters.refused("The client_id must be the one of the header Authorization.");
        }
        return basic;
    }

    /** Both parts are encoded as in a form (RFC 6749, 2.3.1). */
    private static ClientCredentials basic(String authorization) {
        Matcher header = BASIC.matcher(authorization);
        if (!header.matches()) {
            throw refused("The header Authorization must be Basic, of client_id and client_secret.");
        }
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(header.group(1)), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            throw refused("The header Authorization must be Basic, of client_id and client_secret.");
        }
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw refused("The header Authorization must be Basic, of client_id and client_secret.");
        }
        return new ClientCredentials(
                id(decoded(pair.substring(0, colon))),
                new Secret(decoded(pair.substring(colon + 1))),
                AuthMethod.CLIENT_SECRET_BASIC);
    }

    private static String decoded(String text) {
        try {
            return Parameters.of("x=" + text.replace("&", "%26")).find("x").orElse("");
        } catch (RefusedException e) {
            throw refused("The parts of the header Authorization must be encoded as in a form.");
        }
    }

    /** @throws RefusedException {@code invalid_client}, when they are not those of the client that there is */
    public OAuthClient judge(Optional<OAuthClient> known) {
        OAuthClient found = known.orElseThrow(() -> refused("The client is not known, or the secret is not its own."));
        boolean right = secret == null ? !found.isConfidential() : found.hasSecret(secret);
        if (!right) {
            throw refused("The client is not known, or the secret is not its own.");
        }
        if (found.authMethod() != method) {
            throw refused("This client is registered for " + found.authMethod().wireName() + ".");
        }
        return found;
    }

    private static UUID id(@Nullable String text) {
        try {
            return UUID.fromString(text == null ? "" : text);
        } catch (IllegalArgumentException e) {
            throw refused("A client_id is needed.");
        }
    }

    private static RefusedException refused(String sentence) {
        return new Refusal.NotAuthenticated("invalid_client", sentence).asException();
    }

    @Override
    public String toString() {
        return "ClientCredentials[redacted]";
    }
}
