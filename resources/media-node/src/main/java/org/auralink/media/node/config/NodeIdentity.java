package org.auralink.media.node.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * How the node is known to others.
 *
 * @param id {@code node.id}; empty (the default) means a new {@code ND_} id at each start
 * @param publicUrl {@code node.public_url}: the ws: or wss: address that clients use; empty (the default) means
 *     {@code ws://<first bind address>:<port>}
 * @param controlUrl {@code node.control_url}: the http: or https: address that the control plane uses; empty (the
 *     default) means {@code http://<first bind address>:<port>}
 * @param eventLoops {@code node.event_loops}: media threads, each with a UDP port of its own; default one per processor
 */
public record NodeIdentity(String id, String publicUrl, String controlUrl, int eventLoops) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    static NodeIdentity read(Section node, int portsAvailable) {
        int processors = Math.min(Runtime.getRuntime().availableProcessors(), portsAvailable);
        var result = new NodeIdentity(
                node.text("id", "", ID, "1 to 64 letters, digits, _ or -"),
                url(node, "public_url", "ws"),
                url(node, "control_url", "http"),
                node.number("event_loops", processors, 1, 256));
        if (result.eventLoops > portsAvailable) {
            throw new ConfigException(
                    "rtc.udp_port", "expected one port for each of the " + result.eventLoops + " event loops");
        }
        node.finish();
        return result;
    }

    private static String url(Section node, String key, String scheme) {
        String text = node.text(key, "");
        if (text.isEmpty()) {
            return text;
        }
        try {
            URI uri = new URI(text);
            boolean known = scheme.equals(uri.getScheme()) || (scheme + "s").equals(uri.getScheme());
            if (known && uri.getHost() != null && uri.getQuery() == null) {
                return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
            }
        } catch (URISyntaxException e) {
            throw new ConfigException(node.at(key), "expected a " + scheme + ":// or " + scheme + "s:// address");
        }
        throw new ConfigException(node.at(key), "expected a " + scheme + ":// or " + scheme + "s:// address");
    }
}
