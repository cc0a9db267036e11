package org.auralink.media.node.config;

/**
 * Where the node announces itself. Redis is optional: without {@code redis.address} nothing is announced.
 *
 * @param address {@code redis.address} as {@code host:port}, empty for none
 * @param username {@code redis.username}, empty for the default user
 * @param password {@code redis.password}, empty for none
 * @param database {@code redis.db}, default 0
 */
public record RedisConfig(String address, String username, String password, int database) {
    private static final int LAST_PORT = 65535;

    static RedisConfig read(Section redis) {
        String address = redis.text("address", "", "host:port");
        if (!address.isEmpty() && !isHostAndPort(address)) {
            redis.refuse("address", "expected host:port with a port from 1 to 65535");
            address = "";
        }
        var result = new RedisConfig(
                address, redis.text("username", ""), redis.text("password", ""), redis.number("db", 0, 0, 1023));
        redis.finish();
        return result;
    }

    private static boolean isHostAndPort(String address) {
        if (!address.matches("[^\\s:/]+:\\d{1,5}|\\[[0-9A-Fa-f:]+]:\\d{1,5}")) {
            return false;
        }
        int port = portOf(address);
        return port >= 1 && port <= LAST_PORT;
    }

    private static int portOf(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** Whether the node announces itself at all. */
    public boolean enabled() {
        return !address.isEmpty();
    }

    /** The host of {@link #address}, an IPv6 address without its brackets. */
    public String host() {
        return address.substring(0, address.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
    }

    /** The port of {@link #address}. */
    public int port() {
        return portOf(address);
    }

    @Override
    public String toString() {
        return "RedisConfig[enabled=" + enabled() + "]";
    }
}
