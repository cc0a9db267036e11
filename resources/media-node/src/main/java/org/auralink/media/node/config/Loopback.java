package org.auralink.media.node.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Which hosts are this machine for certain, told without asking a name server. */
public final class Loopback {
    private Loopback() {}

    /**
     * Whether a URL's host is {@code localhost}, a name below it (RFC 6761 6.3), or a loopback address.
     *
     * @param host as {@link java.net.URI#getHost} tells it, an IPv6 address in brackets; null is no host at all
     */
    public static boolean isHost(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String name = host.toLowerCase(java.util.Locale.ROOT).replaceAll("[\\[\\]]", "");
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return true;
        }
        try {
            return NodeAddress.isLiteral(name) && InetAddress.getByName(name).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
