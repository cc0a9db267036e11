package org.auralink.media.control;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where clients send media to at a node, or its relay.
 *
 * @param host a name or an address, of IPv6 without brackets
 */
public record MediaAddress(Kind kind, String host, int port) {
    /** {@code udp:192.0.2.1:7882}, and the relay's URIs (RFC 7065), of which UDP and TLS over TCP are served. */
    private static final Pattern FORM = Pattern.compile("(udp|tcp|turn|turns):"
            + "(?:\\[([0-9A-Fa-f:.]{2,45})]|([A-Za-z0-9._-]{1,253})):([0-9]{1,5})(?:\\?transport=(?:udp|tcp))?");

    private static final int LAST_PORT = 65_535;

    /** What answers there. */
    public enum Kind {
        UDP,
        TCP,
        RELAY_UDP,
        RELAY_TLS
    }

    static Optional<MediaAddress> read(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int port = Integer.parseInt(form.group(4));
        if (port == 0 || port > LAST_PORT) {
            return Optional.empty();
        }
        Kind kind = switch (form.group(1)) {
            case "udp" -> Kind.UDP;
            case "tcp" -> Kind.TCP;
            case "turn" -> Kind.RELAY_UDP;
            default -> Kind.RELAY_TLS;
        };
        return Optional.of(new MediaAddress(kind, form.group(2) == null ? form.group(3) : form.group(2), port));
    }

    /** Looked up now, where it is a name. */
    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
