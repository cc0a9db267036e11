package org.auralink.media.node.config;

import java.net.InetAddress;
import java.util.List;

/**
 * Where {@code /metrics} is served, and to whom. It has a port of its own, because a proxy in front of the public one
 * makes everybody a neighbour.
 *
 * @param port {@code prometheus.port}; {@link #OFF} (the default) for no metrics, 0 lets the operating system choose
 * @param username {@code prometheus.username}, empty for none
 * @param password {@code prometheus.password}, empty for none
 */
public record PrometheusConfig(int port, String username, String password) {
    /** No metrics are served. */
    public static final int OFF = -1;

    static PrometheusConfig read(Section prometheus) {
        var result = new PrometheusConfig(
                prometheus.number("port", OFF, 0, 65535),
                prometheus.text("username", ""),
                prometheus.text("password", ""));
        prometheus.describeDefault("port", "");
        if (result.username.isEmpty() != result.password.isEmpty()) {
            prometheus.refuse("password", "expected username and password together");
        }
        prometheus.finish();
        return result;
    }

    /** Whether metrics are served at all. */
    public boolean enabled() {
        return port != OFF;
    }

    /** Whether the page asks for a user name and a password. */
    public boolean protectedByPassword() {
        return !password.isEmpty();
    }

    /** Where to listen: loopback while anybody may read, where the node listens when a password is asked for. */
    public List<InetAddress> addresses(List<InetAddress> bindAddresses) {
        return protectedByPassword() ? bindAddresses : List.of(InetAddress.getLoopbackAddress());
    }

    @Override
    public String toString() {
        return "PrometheusConfig[enabled=" + enabled() + ", protected=" + protectedByPassword() + "]";
    }
}
