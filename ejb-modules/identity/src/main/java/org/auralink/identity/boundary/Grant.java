package org.auralink.identity.boundary;

import java.util.List;
import java.util.Objects;
import org.auralink.shared.FieldError;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** What a client offers for a session (RFC 6749, 1.3). A new way to sign in is a new record and a case in {@link SignIns}. */
public sealed interface Grant {
    /** E-mail address and password. */
    record Password(String email, String password) implements Grant {
        @Override
        public String toString() {
            return "Password[redacted]";
        }
    }

    /** The refresh token of a session. */
    record Refresh(String refreshToken) implements Grant {
        @Override
        public String toString() {
            return "Refresh[redacted]";
        }
    }

    /** The code that ended a sign-in elsewhere, and the verifier of the challenge that began it (RFC 7636, 4.5). */
    record AuthCode(String code, String verifier) implements Grant {
        @Override
        public String toString() {
            return "AuthCode[redacted]";
        }
    }

    /**
     * An ID token that a provider gave to the application itself.
     *
     * @param nonce of which the token has the SHA-256; null for none
     * @param accessToken that came with it; null for none
     */
    record IdToken(
            String provider,
            String idToken,
            @Nullable String accessToken,
            @Nullable String nonce) implements Grant {
        @Override
        public String toString() {
            return "IdToken[redacted]";
        }
    }

    /** The body of a token request, before it is known which grant it is; fields of other grants are ignored. */
    record Request(
            @Nullable String email,
            @Nullable String phone,
            @Nullable String password,
            @Nullable String refreshToken,
            @Nullable String authCode,
            @Nullable String codeVerifier,
            @Nullable String provider,
            @Nullable String idToken,
            @Nullable String accessToken,
            @Nullable String nonce) {
        @Override
        public String toString() {
            return "Request[redacted]";
        }
    }

    /**
     * @param type the query parameter {@code grant_type}
     * @throws org.auralink.shared.RefusedException for a type that is not known or a field that is missing
     */
    static Grant of(@Nullable String type, Request request) {
        return switch (type == null ? "" : type) {
            case "password" -> password(request);
            case "refresh_token" -> refresh(request);
            case "pkce" -> authCode(request);
            case "id_token" -> idToken(request);
            case "web3" ->
                throw new Refusal.Unprocessable("web3_provider_disabled", "Web3 provider is disabled", List.of())
                        .asException();
            default ->
                throw new Refusal.Invalid("invalid_credentials", "unsupported_grant_type", List.of()).asException();
        };
    }

    private static Grant password(Request request) {
        if (request.email() == null || request.email().isBlank()) {
            if (request.phone() != null && !request.phone().isBlank()) {
                throw new Refusal.Invalid("phone_provider_disabled", "Phone logins are disabled", List.of())
                        .asException();
            }
            throw missing("email", "missing email or phone").asException();
        }
        if (request.password() == null || request.password().isEmpty()) {
            throw missing("password", "missing password").asException();
        }
        return new Password(request.email(), request.password());
    }

    private static Grant refresh(Request request) {
        if (request.refreshToken() == null || request.refreshToken().isEmpty()) {
            throw new Refusal.Invalid("invalid_request", "refresh_token required", List.of()).asException();
        }
        return new Refresh(request.refreshToken());
    }

    private static Grant authCode(Request request) {
        if (request.authCode() == null
                || request.authCode().isEmpty()
                || request.codeVerifier() == null
                || request.codeVerifier().isEmpty()) {
            throw new Refusal.Invalid(
                            "validation_failed",
                            "invalid request: both auth code and code verifier should be non-empty",
                            List.of())
                    .asException();
        }
        return new AuthCode(request.authCode(), request.codeVerifier());
    }

    private static Grant idToken(Request request) {
        if (isEmpty(request.idToken())) {
            throw new Refusal.Invalid("invalid_request", "id_token required", List.of()).asException();
        }
        if (isEmpty(request.provider())) {
            throw new Refusal.Invalid("invalid_request", "provider or client_id and issuer required", List.of())
                    .asException();
        }
        return new IdToken(
                Objects.requireNonNull(request.provider()),
                Objects.requireNonNull(request.idToken()),
                isEmpty(request.accessToken()) ? null : request.accessToken(),
                isEmpty(request.nonce()) ? null : request.nonce());
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    private static Refusal missing(String field, String detail) {
        return new Refusal.Invalid("validation_failed", detail, List.of(new FieldError(field, "must not be empty.")));
    }
}
