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
    static RedisConfig read(Section redis) {
        String address = redis.text("address", "");
        if (!address.isEmpty() && !address.matches("[^\\s:/]+:\\d{1,5}|\\[[0-9A-Fa-f:]+]:\\d{1,5}")) {
            throw new ConfigException(redis.at("address"), "expected host:port");
        }
        var result = new RedisConfig(
                address, redis.text("username", ""), redis.text("password", ""), redis.number("db", 0, 0, 1023));
        redis.finish();
        return result;
    }

    public boolean enabled() {
        return !address.isEmpty();
    }

    public String host() {
        return address.substring(0, address.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
    }

    public int port() {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    @Override
    public String toString() {
        return "RedisConfig[enabled=" + enabled() + "]";
    }
}
