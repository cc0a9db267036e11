package org.auralink.console;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The origins of the media nodes that a page may connect to. Browsers open a WebSocket to a node and, when that fails,
 * ask it over HTTP why: each node needs both schemes.
 */
record MediaOrigins(Set<String> values) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");

    /** Before a domain: nodes to come have names below it, each of one label or more. */
    private static final String BELOW = "://*.";

    /**
     * Reads node addresses, in their ws or http form; {@code wss://*.example.org} stands for all hosts below a domain.
     *
     * @param setting name of the setting they come from, for the refusal
     * @throws IllegalArgumentException if one is not a ws, wss, http or https URL with a host
     */
    static MediaOrigins of(String setting, List<String> addresses) {
        return new MediaOrigins(addresses.stream()
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .flatMap(address -> originsOf(setting, address).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private static Set<String> originsOf(String setting, String address) {
        boolean below = address.contains(BELOW);
        URI uri = parse(setting, below ? address.replace(BELOW, "://") : address);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        boolean secure = switch (scheme) {
            case "wss", "https" -> true;
            case "ws", "http" -> false;
            default -> throw refusal(setting, address);
        };
        if (uri.getHost() == null) {
            throw refusal(setting, address);
        }
        Set<String> origins = new LinkedHashSet<>();
        // A local node announces itself under either name of the same interface.
        String named = below ? "*." + uri.getHost() : uri.getHost();
        for (String host : LOOPBACK.contains(named) ? LOOPBACK : Set.of(named)) {
            String authority = uri.getPort() < 0 ? host : host + ":" + uri.getPort();
            origins.add((secure ? "wss://" : "ws://") + authority);
            origins.add((secure ? "https://" : "http://") + authority);
        }
        return origins;
    }

    private static URI parse(String setting, String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException notAnAddress) {
            throw refusal(setting, address);
        }
    }

    private static IllegalArgumentException refusal(String setting, String address) {
        return new IllegalArgumentException(
                setting + " must be a comma-separated list of ws, wss, http or https URLs; this is none: " + address);
    }
}
