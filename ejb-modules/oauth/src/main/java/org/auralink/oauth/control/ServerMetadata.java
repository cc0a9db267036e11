package org.auralink.oauth.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.auralink.oauth.entity.AuthMethod;
import org.auralink.oauth.entity.CodeChallenge;
import org.auralink.oauth.entity.OAuthClient;

/** What the provider says about itself: RFC 8414 (2) and OpenID Connect Discovery (3), which extends it. */
public final class ServerMetadata {
    private static final List<String> TOKEN_CLAIMS = List.of("aud", "iss", "exp", "iat", "auth_time", "nonce");

    private ServerMetadata() {}

    /**
     * @param issuer the {@code iss} of tokens
     * @param idTokenAlgorithms by which others verify them
     * @param scopes that may be asked for
     * @param claims that are told of people
     */
    public static Map<String, Object> of(
            OAuthSettings settings,
            String issuer,
            List<String> idTokenAlgorithms,
            List<String> scopes,
            List<String> claims) {
        String at = settings.authUrl();
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("issuer", issuer);
        metadata.put("authorization_endpoint", at + "/oauth/authorize");
        metadata.put("token_endpoint", at + "/oauth/token");
        metadata.put("userinfo_endpoint", at + "/oauth/userinfo");
        metadata.put("jwks_uri", at + "/.well-known/jwks.json");
        if (settings.registration()) {
            metadata.put("registration_endpoint", at + "/oauth/clients/register");
        }
        metadata.put("scopes_supported", scopes);
        metadata.put("response_types_supported", List.of("code"));
        metadata.put("response_modes_supported", List.of("query"));
        metadata.put("grant_types_supported", List.of(OAuthClient.AUTHORIZATION_CODE, OAuthClient.REFRESH_TOKEN));
        metadata.put("token_endpoint_auth_methods_supported", AuthMethod.wireNames());
        metadata.put("code_challenge_methods_supported", List.of(CodeChallenge.METHOD));
        metadata.put("authorization_response_iss_parameter_supported", true);
        metadata.put("subject_types_supported", List.of("public"));
        metadata.put("id_token_signing_alg_values_supported", idTokenAlgorithms);
        metadata.put(
                "claims_supported",
                Stream.concat(claims.stream(), TOKEN_CLAIMS.stream()).toList());
        metadata.put("prompt_values_supported", List.of("login", "consent", "select_account"));
        metadata.put("request_parameter_supported", false);
        metadata.put("request_uri_parameter_supported", false);
        metadata.put("claims_parameter_supported", false);
        return metadata;
    }
}
