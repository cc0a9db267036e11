package org.auralink.media.node.directory;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.auralink.media.node.config.RedisConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * Keeps the node's entry in Redis fresh from a thread of its own, and the node in the index of all nodes, by which they are
 * found without a look at every key. Redis may come and go: calls do not notice, and the
 * entry returns with the next attempt.
 */
public final class Announcer implements AutoCloseable {
    /** One short command a second is nothing to Redis, and how soon a dead node is missed depends on it. */
    private static final long INTERVAL_SECONDS = 1;

    /**
     * Three intervals: two lost announcements do not make a node look dead, and one that died is missed soon. What runs out
     * while the node's event stream goes on ends no call.
     */
    static final long LIFETIME_SECONDS = 3;

    /** Members are nodes' ids, scores the times at which their entries run out, in milliseconds since the epoch. */
    private static final String INDEX = "auralink:nodes";

    /**
     * Nodes that were killed leave the index after so long, by the hand of those that are left. Far longer than clocks of
     * nodes differ, and than anybody looks for a node that is gone.
     */
    private static final long FORGOTTEN_AFTER_MILLIS = 600_000;

    private static final int TIMEOUT_MILLIS = 2000;
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final RedisConfig redis;
    private final String nodeId;
    private final String key;
    private final Supplier<Optional<String>> entry;
    private final Thread thread;
    private volatile boolean closing;
    private @Nullable Jedis connection;
    private boolean reachable = true;

    private Announcer(RedisConfig redis, String nodeId, Supplier<Optional<String>> entry) {
        this.redis = redis;
        this.nodeId = nodeId;
        this.key = "auralink:node:" + nodeId;
        this.entry = entry;
        this.thread = new Thread(this::run, "directory");
        this.thread.setDaemon(true);
    }

    /**
     * Starts announcing.
     *
     * @param entry makes the JSON to store; called from the announcer's thread. Empty while the node carries no call: then
     *     nothing is written, and the entry runs out
     */
    public static Announcer start(RedisConfig redis, String nodeId, Supplier<Optional<String>> entry) {
        var announcer = new Announcer(redis, nodeId, entry);
        announcer.thread.start();
        return announcer;
    }

    private void run() {
        try {
            while (!closing) {
                announce();
                TimeUnit.SECONDS.sleep(INTERVAL_SECONDS);
            }
        } catch (InterruptedException e) {
            LOG.debug("Announcing ends");
        }
        withdraw();
    }

    private void announce() {
        try {
            Optional<String> present = entry.get();
            if (present.isPresent()) {
                write(connected(), present.get());
            }
            if (!reachable) {
                LOG.info("The node is announced in Redis again");
            }
            reachable = true;
        } catch (RuntimeException e) {
            // Whatever it is: this thread must not end, or the node would be forgotten for good.
            if (reachable) {
                LOG.warn("The node cannot be announced in Redis: {}", cause(e));
            }
            reachable = false;
            disconnect();
        }
    }

    /** The entry first: who is in the index has one. */
    private void write(Jedis jedis, String present) {
        long now = System.currentTimeMillis();
        jedis.set(key, present, SetParams.setParams().ex(LIFETIME_SECONDS));
        jedis.zadd(INDEX, now + TimeUnit.SECONDS.toMillis(LIFETIME_SECONDS), nodeId);
        jedis.zremrangeByScore(INDEX, 0, now - FORGOTTEN_AFTER_MILLIS);
    }

    private Jedis connected() {
        Jedis jedis = connection;
        if (jedis == null) {
            var settings = DefaultJedisClientConfig.builder()
                    .connectionTimeoutMillis(TIMEOUT_MILLIS)
                    .socketTimeoutMillis(TIMEOUT_MILLIS)
                    .user(redis.username().isEmpty() ? null : redis.username())
                    .password(redis.password().isEmpty() ? null : redis.password())
                    .database(redis.database())
                    .clientName("auralink-media-node")
                    .build();
            jedis = new Jedis(new HostAndPort(redis.host(), redis.port()), settings);
            connection = jedis;
        }
        return jedis;
    }

    private void withdraw() {
        try {
            if (reachable) {
                connected().zrem(INDEX, nodeId);
                connected().del(key);
            }
        } catch (JedisException e) {
            LOG.debug("The announcement runs out by itself: {}", cause(e));
        }
        disconnect();
    }

    private void disconnect() {
        Jedis jedis = connection;
        connection = null;
        if (jedis != null) {
            try {
                jedis.close();
            } catch (JedisException e) {
                LOG.debug("Connection was already gone");
            }
        }
    }

    /** The kind of failure only: messages carry addresses. */
    private static String cause(RuntimeException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getClass().getSimpleName();
    }

    /** Removes the entry and stops; waits at most a second. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
