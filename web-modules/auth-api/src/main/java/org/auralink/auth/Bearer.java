package org.auralink.auth;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.auralink.shared.Refusal;

/** Finds the access token of a request (RFC 6750, 2.1). */
final class Bearer {
    private static final Pattern HEADER = Pattern.compile("(?i)bearer +([^\\s]+) *");

    private Bearer() {}

    /** @throws org.auralink.shared.RefusedException {@code no_authorization} when there is none */
    static String token(HttpHeaders headers) {
        String header = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        Matcher bearer = HEADER.matcher(header == null ? "" : header);
        if (!bearer.matches()) {
            throw new Refusal.NotAuthenticated("no_authorization", "This endpoint requires a valid Bearer token")
                    .asException();
        }
        return bearer.group(1);
    }
}
