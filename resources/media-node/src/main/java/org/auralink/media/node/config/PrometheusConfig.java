package org.auralink.media.node.config;

/**
 * Who may read {@code /metrics}. Without credentials the path exists only while the node is bound to loopback.
 *
 * @param username {@code prometheus.username}, empty for none
 * @param password {@code prometheus.password}, empty for none
 */
public record PrometheusConfig(String username, String password) {
    static PrometheusConfig read(Section prometheus) {
        var result = new PrometheusConfig(prometheus.text("username", ""), prometheus.text("password", ""));
        if (result.username.isEmpty() != result.password.isEmpty()) {
            throw new ConfigException(prometheus.at("password"), "expected username and password together");
        }
        prometheus.finish();
        return result;
    }

    /** Whether the page asks for a user name and a password. */
    public boolean protectedByPassword() {
        return !password.isEmpty();
    }

    @Override
    public String toString() {
        return "PrometheusConfig[protected=" + protectedByPassword() + "]";
    }
}
