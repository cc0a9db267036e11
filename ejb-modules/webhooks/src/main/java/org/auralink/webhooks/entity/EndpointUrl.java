package org.auralink.webhooks.entity;

import java.net.URI;
import java.net.URISyntaxException;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Where an endpoint listens, as far as its text tells. To which address a name leads is looked at when it is used. */
public final class EndpointUrl {
    private static final String FIELD = "url";
    private static final int MOST_PORT = 65_535;

    private EndpointUrl() {}

    /**
     * An absolute {@code https} or {@code http} URL (RFC 9110, 4.2) of at most {@link Limits#URL_LENGTH} characters, without
     * what would not be sent (a fragment) or would be sent to be seen by all (a name and password).
     *
     * @throws org.auralink.shared.RefusedException invalid
     */
    public static URI check(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw refused("must not be empty.");
        }
        if (text.length() > Limits.URL_LENGTH) {
            throw refused("may have at most " + Limits.URL_LENGTH + " characters.");
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw refused("must be a URL such as https://example.org/webhooks.");
        }
        String scheme = uri.getScheme();
        if (scheme == null || !(scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))) {
            throw refused("must begin with https:// or http://.");
        }
        if (!text.chars().allMatch(character -> character > ' ' && character < 0x7F)) {
            throw refused("must be ASCII: encode other characters with %, and the name of a host with punycode.");
        }
        checkAuthority(uri);
        return uri;
    }

    private static void checkAuthority(URI uri) {
        String host = uri.getHost();
        if (host == null) {
            throw refused("must have a host, such as https://example.org/webhooks.");
        }
        if (uri.getRawUserInfo() != null) {
            throw refused("must not have a user name or password: requests are signed.");
        }
        if (uri.getRawFragment() != null) {
            throw refused("must not have a part behind #: it is never sent.");
        }
        if (uri.getPort() == 0 || uri.getPort() > MOST_PORT) {
            throw refused("must have a port from 1 to " + MOST_PORT + ", or none.");
        }
        if (host.endsWith(".") || host.indexOf('%') >= 0) {
            throw refused("must have a host without a dot at its end and without a zone.");
        }
    }

    private static RuntimeException refused(String message) {
        return Refusal.invalid(FIELD, message).asException();
    }
}
