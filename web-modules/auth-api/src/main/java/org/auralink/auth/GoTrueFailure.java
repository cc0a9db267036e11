package org.auralink.auth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.auralink.shared.web.Failure;
import org.auralink.shared.web.FailureResponder;
import org.jspecify.annotations.Nullable;

/**
 * Failures in GoTrue's shapes. Which one is the client's choice: with {@code X-Supabase-Api-Version} from 2024-01-01 on
 * {@code {code, message}} and the header echoed, without it {@code {code: <status>, error_code, msg, error_id}}; what
 * OAuth defines is {@code {error, error_description}} (RFC 6749, 5.2) in both.
 */
public class GoTrueFailure extends FailureResponder {
    private static final String VERSION_HEADER = "X-Supabase-Api-Version";
    private static final String NEWER_SHAPE = "2024-01-01";
    private static final String TOKEN_ENDPOINT = "/oauth/token";

    /** RFC 6749, 5.2; RFC 6750, 3.1; RFC 7591, 3.2.2. */
    private static final Set<String> OAUTH_ERRORS = Set.of(
            "invalid_request",
            "invalid_client",
            "invalid_grant",
            "unauthorized_client",
            "unsupported_grant_type",
            "invalid_scope",
            "invalid_token",
            "invalid_redirect_uri",
            "invalid_client_metadata");

    @Override
    protected Response.ResponseBuilder body(
            Response.ResponseBuilder response, Failure failure, HttpServletRequest request, String traceId) {
        int status = status(failure);
        String code = code(failure);
        response.status(status).type(MediaType.APPLICATION_JSON);
        String error = oauthError(failure, request);
        if (error != null) {
            return ofOAuth(response, error, failure.detail());
        }
        response.header("x-sb-error-code", code);
        Map<String, Object> entity;
        if (wantsNewerShape(request.getHeader(VERSION_HEADER))) {
            response.header(VERSION_HEADER, NEWER_SHAPE);
            entity = fields("code", code, "message", message(failure));
        } else {
            entity = fields("code", status, "error_code", code, "msg", message(failure));
            entity.put("error_id", traceId);
        }
        if ("weak_password".equals(code)) {
            String reason = "short_password".equals(failure.code()) ? "length" : "pwned";
            entity.put("weak_password", Map.of("reasons", List.of(reason)));
        }
        return response.entity(entity);
    }

    /** @return the code that OAuth has for the failure; null where the door's own shapes hold */
    private static @Nullable String oauthError(Failure failure, HttpServletRequest request) {
        if (OAUTH_ERRORS.contains(failure.code())) {
            return failure.code();
        }
        boolean malformed = failure.status() == 400 && request.getRequestURI().endsWith(TOKEN_ENDPOINT);
        return malformed ? "invalid_request" : null;
    }

    private static Response.ResponseBuilder ofOAuth(Response.ResponseBuilder response, String error, String detail) {
        String challenge = switch (error) {
            case "invalid_client" -> "Basic realm=\"AuraLink\"";
            case "invalid_token" -> "Bearer error=\"invalid_token\"";
            default -> null;
        };
        if (challenge != null) {
            // Instead of the one that every 401 has.
            response.header(HttpHeaders.WWW_AUTHENTICATE, null).header(HttpHeaders.WWW_AUTHENTICATE, challenge);
        }
        return response.header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(fields("error", error, "error_description", detail));
    }

    /** A bad token is 403 here: clients of GoTrue take 401 for a request without one. */
    private static int status(Failure failure) {
        return isBadToken(failure) ? 403 : failure.status();
    }

    private static String code(Failure failure) {
        return switch (failure.code()) {
            case "internal", "dependency_unavailable" -> "unexpected_failure";
            case "not_authenticated" -> "bad_jwt";
            case "short_password", "common_password" -> "weak_password";
            case "rate_limited" -> "over_request_rate_limit";
            case "payload_too_large" -> "request_entity_too_large";
            default -> failure.code();
        };
    }

    private static boolean isBadToken(Failure failure) {
        return "not_authenticated".equals(failure.code());
    }

    private static String message(Failure failure) {
        return isBadToken(failure)
                ? "invalid JWT: unable to parse or verify signature, " + failure.detail()
                : failure.detail();
    }

    /** Versions are dates, so they compare as texts. */
    private static boolean wantsNewerShape(@Nullable String version) {
        return version != null && version.matches("\\d{4}-\\d{2}-\\d{2}") && version.compareTo(NEWER_SHAPE) >= 0;
    }

    private static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
