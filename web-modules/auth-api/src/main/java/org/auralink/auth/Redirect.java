package org.auralink.auth;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.auralink.identity.boundary.SessionView;
import org.auralink.identity.boundary.VerificationType;
import org.auralink.identity.boundary.Verified;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The page to which somebody is sent back, with the outcome in its address: what lets somebody in stands in the fragment,
 * which no server sees, and a code for a client in the query. Supabase's clients read both; {@code sb} tells them who sent it.
 *
 * @param target an allowed page
 */
record Redirect(URI target) {
    /** What a sign-in at a provider came to: never half of something. */
    URI after(Verified verified) {
        if (verified instanceof Verified.SignedIn signedIn) {
            return at(Map.of(), withMark(session(signedIn.session())));
        }
        return at(Map.of("code", ((Verified.ForClient) verified).code()), Map.of());
    }

    /** What a link came to. */
    URI after(Verified verified, VerificationType type) {
        if (verified instanceof Verified.SignedIn signedIn) {
            return session(signedIn.session(), type);
        } else if (verified instanceof Verified.ForClient client) {
            return at(Map.of("code", client.code()), Map.of());
        }
        Map<String, String> message = Map.of("message", VerifyResource.halfWay());
        return at(message, withMark(message));
    }

    /**
     * Why a link was refused.
     *
     * @param forClient whether a client waits for a code, which reads the query
     */
    URI after(Refusal refusal, boolean forClient) {
        Map<String, String> reason = new TreeMap<>();
        String error = oauthError(refusal);
        if (error != null) {
            reason.put("error", error);
        }
        reason.put("error_code", refusal.code());
        reason.put("error_description", refusal.detail());
        return at(forClient ? reason : Map.of(), withMark(reason));
    }

    /** Not what will be over in a moment: that is told to the browser as it is. */
    static boolean isTold(Refusal refusal) {
        return !(refusal instanceof Refusal.RateLimited || refusal instanceof Refusal.Unavailable);
    }

    private URI session(SessionView session, VerificationType type) {
        Map<String, String> values = session(session);
        values.put("type", type.wireName());
        return at(Map.of(), withMark(values));
    }

    private static Map<String, String> session(SessionView session) {
        return new TreeMap<>(Map.of(
                "access_token", session.accessToken(),
                "expires_at", Long.toString(session.expiresAt()),
                "expires_in", Long.toString(session.expiresIn()),
                "refresh_token", session.refreshToken(),
                "token_type", session.tokenType()));
    }

    private URI at(Map<String, String> query, Map<String, String> fragment) {
        String address = target.toString();
        int hash = address.indexOf('#');
        StringBuilder page = new StringBuilder(hash < 0 ? address : address.substring(0, hash));
        if (!query.isEmpty()) {
            page.append(target.getRawQuery() == null ? '?' : '&').append(encoded(query));
        }
        if (!fragment.isEmpty()) {
            page.append('#').append(encoded(fragment));
        }
        return URI.create(page.toString());
    }

    private static Map<String, String> withMark(Map<String, String> values) {
        Map<String, String> marked = new TreeMap<>(values);
        marked.put("sb", "");
        return marked;
    }

    private static String encoded(Map<String, String> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(value ->
                                value.getKey() + "=" + URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    /** RFC 6749, 4.1.2.1. */
    private static @Nullable String oauthError(Refusal refusal) {
        if (refusal instanceof Refusal.Forbidden) {
            return "access_denied";
        }
        return refusal instanceof Refusal.Invalid ? "invalid_request" : null;
    }
}
