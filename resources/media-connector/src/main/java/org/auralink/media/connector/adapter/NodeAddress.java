package org.auralink.media.connector.adapter;

import jakarta.resource.spi.ConnectionRequestInfo;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a node answers HTTP. Two addresses are the same node only if they are written the same.
 *
 * @param uri scheme http or https, with a host, without path
 */
record NodeAddress(URI uri) implements ConnectionRequestInfo {

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException with a sentence that names the setting when it is no HTTP address
     */
    static NodeAddress of(String text) {
        URI uri;
        try {
            uri = URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw refused(text, e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean bare = uri.getPath() == null
                || uri.getPath().isEmpty()
                || uri.getPath().equals("/");
        if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null || !bare) {
            throw refused(text, null);
        }
        return new NodeAddress(URI.create(uri.getScheme() + "://" + uri.getRawAuthority()));
    }

    /** Reads a comma-separated list of addresses; empty when the text is blank. */
    static List<NodeAddress> list(String text) {
        List<NodeAddress> addresses = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                addresses.add(of(part));
            }
        }
        return List.copyOf(addresses);
    }

    private static IllegalArgumentException refused(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "The setting auralink.media.nodes holds '" + text + "', which is not an address like http://host:7880.",
                cause);
    }

    /**
     * Whether nobody takes connections here, which the machine answers at once.
     *
     * @param limit how long an answer may take; after it nothing is known, and it counts as not refused
     */
    boolean refusesConnections(Duration limit) {
        try (Socket socket = new Socket()) {
            int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
            socket.connect(new InetSocketAddress(uri.getHost(), port), (int) limit.toMillis());
            return false;
        } catch (IOException e) {
            return isRefusal(e);
        }
    }

    /**
     * Whether a failure to connect says that there is nobody, and not that the way there is unknown or blocked.
     *
     * @param thrown by a socket or by Java's HTTP client
     */
    static boolean isRefusal(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                // The HTTP client calls this a failure to connect, too.
                return false;
            }
        }
        return thrown instanceof ConnectException;
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
