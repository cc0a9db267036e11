package org.auralink.identity.control.oidc;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.Resource;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One provider and what is known of it. Asks it for its configuration when that is first needed, and keeps what it knew
 * while it does not answer. From any thread.
 */
public final class ProviderClient {
    private final OidcProvider provider;
    private final ProviderHttp http;
    private final ProviderConfiguration.Resolver resolver;
    private final Clock clock;
    private @Nullable Known known;
    private Instant askAgain = Instant.MIN;

    private record Known(ProviderConfiguration configuration, IdTokens tokens, Instant since) {}

    ProviderClient(OidcProvider provider, ProviderHttp http, ProviderConfiguration.Resolver resolver, Clock clock) {
        this.provider = provider;
        this.http = http;
        this.resolver = resolver;
        this.clock = clock;
    }

    /**
     * What is agreed with the provider for one sign-in.
     *
     * @param state brings the answer back to it
     * @param nonce binds the ID token to it
     * @param verifier binds the code to us (RFC 7636)
     * @param redirectUri where the provider sends the browser
     */
    public record SignIn(String state, String nonce, String verifier, String redirectUri) {
        @Override
        public String toString() {
            return "SignIn[redacted]";
        }
    }

    /**
     * What the provider gave for a code. Does not print itself.
     *
     * @param accessToken empty when it gave none
     * @param refreshToken empty when it gave none
     */
    public record Exchanged(ExternalIdentity identity, String accessToken, String refreshToken) {
        @Override
        public String toString() {
            return "Exchanged[redacted]";
        }
    }

    public String name() {
        return provider.name();
    }

    /**
     * Where a browser goes to sign in.
     *
     * @throws ProviderException when the provider cannot be asked
     */
    public URI authorization(SignIn signIn) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", provider.clientId());
        query.put("redirect_uri", signIn.redirectUri());
        query.put("scope", provider.scopes());
        query.put("state", signIn.state());
        query.put("nonce", signIn.nonce());
        query.put("code_challenge", challenge(signIn.verifier()));
        query.put("code_challenge_method", "S256");
        String endpoint = known().configuration().authorization().toString();
        return URI.create(endpoint + (endpoint.contains("?") ? "&" : "?") + form(query));
    }

    /**
     * Whether an answer is this provider's, as far as it says so (RFC 9207): with several providers, one could pass on what
     * another gave.
     *
     * @param issuer that the answer names, null for none
     */
    public boolean answersAs(@Nullable String issuer) {
        boolean promised = known().configuration().namesItself();
        return issuer == null ? !promised : issuer.equals(provider.issuer().toString());
    }

    /**
     * Turns the code that a browser brought into who it is.
     *
     * @return empty when the provider does not take the code, or its ID token is not good
     * @throws ProviderException when the provider cannot be asked
     */
    public Optional<Exchanged> exchange(String code, SignIn signIn) {
        Known it = known();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "authorization_code");
        fields.put("code", code);
        fields.put("redirect_uri", signIn.redirectUri());
        fields.put("code_verifier", signIn.verifier());
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        if (provider.clientSecret().isEmpty() || !it.configuration().basic()) {
            fields.put("client_id", provider.clientId());
            if (!provider.clientSecret().isEmpty()) {
                fields.put("client_secret", provider.clientSecret());
            }
        } else {
            headers.put("Authorization", "Basic " + basic());
        }
        ProviderHttp.Answer answer = http.post(it.configuration().token(), headers, form(fields));
        if (answer.status() / 100 == 5) {
            throw new ProviderException("The provider's token endpoint answered " + answer.status() + ".");
        }
        return answer.status() == HttpURLConnection.HTTP_OK
                ? tokens(it, answer.text(), signIn.nonce())
                : Optional.empty();
    }

    private static Optional<Exchanged> tokens(Known it, String json, String nonce) {
        try {
            Map<String, Object> fields = JSONObjectUtils.parse(json);
            String accessToken = text(fields, "access_token");
            return it.tokens()
                    .judge(text(fields, "id_token"), nonce, accessToken)
                    .map(identity -> new Exchanged(identity, accessToken, text(fields, "refresh_token")));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    /** Too long a text is none: it would be somebody's memory, and a browser's address. */
    private static String text(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof String text && text.length() <= OidcLimits.TOKEN_CHARACTERS ? text : "";
    }

    /**
     * Judges an ID token that an application got from the provider by itself.
     *
     * @param nonce that it must have; null when it must have none
     * @param accessToken that came with it, null for none
     * @return empty when it is not good
     * @throws ProviderException when the provider cannot be asked
     */
    public Optional<ExternalIdentity> judge(String idToken, @Nullable String nonce, @Nullable String accessToken) {
        return known().tokens().judge(idToken, nonce, accessToken);
    }

    /** By one thread at a time: those who wait for a provider that does not answer would all ask it. */
    private synchronized Known known() {
        Instant now = clock.instant();
        Known last = known;
        boolean fresh =
                last != null && last.since.plus(OidcLimits.CONFIGURATION).isAfter(now);
        if (last != null && (fresh || now.isBefore(askAgain))) {
            return last;
        }
        if (now.isBefore(askAgain)) {
            throw new ProviderException("The provider " + provider.name() + " did not answer a moment ago.");
        }
        try {
            String json =
                    http.get(ProviderConfiguration.address(provider.issuer())).text();
            ProviderConfiguration found = ProviderConfiguration.parse(json, provider.issuer(), resolver);
            IdTokens tokens = last != null && last.configuration.keys().equals(found.keys())
                    ? last.tokens
                    : new IdTokens(provider, keys(found.keys()), clock);
            Known renewed = new Known(found, tokens, now);
            known = renewed;
            return renewed;
        } catch (ProviderException e) {
            askAgain = now.plus(OidcLimits.PAUSE);
            if (last != null) {
                return last;
            }
            throw e;
        }
    }

    private JWKSource<SecurityContext> keys(URI address) {
        try {
            return JWKSourceBuilder.<SecurityContext>create(address.toURL(), url -> {
                        try {
                            ProviderHttp.Answer answer = http.get(address);
                            return new Resource(answer.text(), answer.type());
                        } catch (ProviderException e) {
                            throw new IOException(e);
                        }
                    })
                    .cache(OidcLimits.KEYS.toMillis(), OidcLimits.ANSWER.toMillis())
                    .refreshAheadCache(false)
                    .rateLimited(OidcLimits.KEYS_AGAIN.toMillis())
                    .outageTolerant(OidcLimits.OUTAGE.toMillis())
                    .build();
        } catch (MalformedURLException e) {
            throw new ProviderException("The provider's keys are at no URL.", e);
        }
    }

    /** RFC 6749, 2.3.1: encoded as in a form before they are joined. */
    private String basic() {
        String both = encoded(provider.clientId()) + ":" + encoded(provider.clientSecret());
        return Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
