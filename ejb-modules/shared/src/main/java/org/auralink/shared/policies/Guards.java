package org.auralink.shared.policies;

import java.time.Clock;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.auralink.shared.settings.Settings;
import redis.clients.jedis.exceptions.JedisException;

/** The guards of everything that this server asks: one for Redis, one for PostgreSQL, one for each media node. */
public final class Guards {
    /** More nodes than one application follows; whoever is beyond shares the last one's. */
    private static final int MOST = 1_000;

    private static final String OTHERS = "others";

    private final Policy nodePolicy;
    private final Clock clock;
    private volatile Consumer<Guard> made = guard -> {};
    private final Guard redis;
    private final Guard database;
    private final ConcurrentHashMap<String, Guard> nodes = new ConcurrentHashMap<>();

    Guards(Policy nodes, Policy redis, Policy database, Clock clock) {
        this.nodePolicy = nodes;
        this.clock = clock;
        this.redis = new Guard("redis", "Redis", redis, Guards::isRedisAway, clock);
        this.database = new Guard("postgresql", "The database", database, Outages::isOutage, clock);
    }

    /** @throws org.auralink.shared.settings.SettingException naming the setting that is wrong */
    public static Guards from(Settings settings, Clock clock) {
        return new Guards(Policy.ofNodes(settings), Policy.ofRedis(settings), Policy.ofDatabase(settings), clock);
    }

    /** Where nothing is set, without metrics. */
    public static Guards standard(Clock clock) {
        return from(Settings.none(), clock);
    }

    /** That all connections are in use, which the pool says in this way, is our own doing and no outage. */
    private static boolean isRedisAway(Throwable thrown) {
        return thrown instanceof JedisException && !(thrown.getCause() instanceof NoSuchElementException);
    }

    public Guard redis() {
        return redis;
    }

    public Guard database() {
        return database;
    }

    /**
     * The guard of one media node: another node that fails does not close the way to this one.
     *
     * @param address of the node
     * @param failure what says that it did not answer
     */
    public Guard node(String address, Predicate<Throwable> failure) {
        String name = nodes.size() < MOST || nodes.containsKey(address) ? address : OTHERS;
        return nodes.computeIfAbsent(name, key -> {
            Guard guard = new Guard("node:" + key, "The media node", nodePolicy, failure, clock);
            made.accept(guard);
            return guard;
        });
    }

    /** The node told something by another way than an answer: its event stream, its announcement. */
    public void nodeShowedLife(String address) {
        Guard guard = nodes.get(address);
        if (guard != null) {
            guard.signOfLife();
        }
    }

    /** @param who is told of every guard there is, and of each new one */
    public void tell(Consumer<Guard> who) {
        made = who;
        Stream.concat(Stream.of(redis, database), nodes.values().stream()).forEach(who);
    }
}
