package org.auralink.media.control;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Where the console's pages may connect to: its content security policy says what the setting says, and browsers compare
 * scheme, host and port (CSP 3, 6.7.2.8).
 *
 * @param addresses {@code wss://a.example.org:7443}, and {@code wss://*.example.org} for all hosts below a domain
 */
public record PageConnections(Set<String> addresses) {
    private static final String BELOW = "://*.";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** Whether they may connect there. */
    boolean allow(URI url) {
        return addresses.stream().anyMatch(address -> covers(address, url));
    }

    private static boolean covers(String address, URI url) {
        boolean below = address.contains(BELOW);
        // The console refuses to start with what is no address.
        URI allowed = URI.create(address.replace(BELOW, "://"));
        if (allowed.getHost() == null || isSecure(allowed) != isSecure(url) || port(allowed) != port(url)) {
            return false;
        }
        String host = url.getHost().toLowerCase(Locale.ROOT);
        String wanted = allowed.getHost().toLowerCase(Locale.ROOT);
        return below
                ? host.endsWith("." + wanted)
                : host.equals(wanted) || LOOPBACK.contains(host) && LOOPBACK.contains(wanted);
    }

    private static boolean isSecure(URI url) {
        return "wss".equals(url.getScheme()) || "https".equals(url.getScheme());
    }

    private static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : isSecure(url) ? HTTPS : HTTP;
    }
}
