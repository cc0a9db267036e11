package org.auralink.auth;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.auralink.identity.boundary.AccessTokens;
import org.auralink.identity.control.AccessToken;
import org.auralink.shared.Refusal;

/** Reads the access token of a request (RFC 6750, 2.1). */
@RequestScoped
public class Bearer {
    private static final Pattern HEADER = Pattern.compile("(?i)bearer +([^\\s]+) *");

    @Inject
    private AccessTokens tokens;

    /** @throws org.auralink.shared.RefusedException {@code no_authorization} without one, {@code bad_jwt} for a bad one */
    public AccessToken token(HttpHeaders headers) {
        String header = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        Matcher bearer = HEADER.matcher(header == null ? "" : header);
        if (!bearer.matches()) {
            throw new Refusal.NotAuthenticated("no_authorization", "This endpoint requires a valid Bearer token")
                    .asException();
        }
        return tokens.read(bearer.group(1));
    }
}
