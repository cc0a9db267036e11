package org.auralink.auth;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Finds the access token of a request (RFC 6750, 2.1). */
final class Bearer {
    private static final Pattern HEADER = Pattern.compile("(?i)bearer +([^\\s]+) *");

    private Bearer() {}

    /** @throws org.auralink.shared.RefusedException {@code no_authorization} when there is none */
    static String token(HttpHeaders headers) {
        return find(headers.getHeaderString(HttpHeaders.AUTHORIZATION))
                .orElseThrow(() -> new Refusal.NotAuthenticated(
                                "no_authorization", "This endpoint requires a valid Bearer token")
                        .asException());
    }

    /** @param header the value of {@code Authorization}, if there is one */
    static Optional<String> find(@Nullable String header) {
        Matcher bearer = HEADER.matcher(header == null ? "" : header);
        return bearer.matches() ? Optional.of(bearer.group(1)) : Optional.empty();
    }
}
