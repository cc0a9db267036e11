package org.auralink.media.control;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.auralink.media.entity.Limits;
import org.auralink.shared.settings.Settings;
import redis.clients.jedis.JedisPooled;

/** The media nodes that announce themselves in Redis now and are trusted. */
@ApplicationScoped
public class NodeDirectory {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private static final String PREFIX = "auralink:node:";

    /** Members are nodes' ids, scores the times at which their announcements run out, in milliseconds since 1970. */
    private static final String INDEX = "auralink:nodes";

    @Inject
    JedisPooled redis;

    @Inject
    Clock clock;

    private List<URI> listed = List.of();
    private boolean announcedOnesToo;
    private StockServers stock = StockServers.NONE;

    @PostConstruct
    void readSettings() {
        read(Settings.current());
    }

    void read(Settings settings) {
        announcedOnesToo = settings.choice(MediaSettings.DISCOVERY).equals("redis");
        listed = settings.uris(MediaSettings.NODES.name(), SCHEMES);
        stock = StockServers.read(settings, listed);
    }

    /** The addresses of the nodes that the configuration lists, as the connector spells them. */
    public Set<String> configured() {
        return listed.stream().map(URI::toString).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The addresses of the nodes that there are: those that the configuration lists, and, if it says so, those that
     * announce themselves.
     *
     * @throws redis.clients.jedis.exceptions.JedisConnectionException when that cannot be told without Redis
     */
    public Set<String> addresses() {
        Set<String> addresses = new HashSet<>(configured());
        if (announcedOnesToo) {
            announced().forEach(node -> addresses.add(node.url().toString()));
        }
        return addresses;
    }

    /** Whether a node is followed that no configuration lists, as long as it announces itself. */
    public boolean followsAnnounced() {
        return announcedOnesToo;
    }

    /** @throws redis.clients.jedis.exceptions.JedisConnectionException when Redis is away */
    public List<AnnouncedNode> announced() {
        // Whether an announcement has run out is decided by Redis, which forgets it then: clocks of nodes differ.
        double since = clock.millis() - Limits.CLOCKS_DIFFER.toMillis();
        String[] keys = redis.zrangeByScore(INDEX, since, Double.POSITIVE_INFINITY).stream()
                .map(nodeId -> PREFIX + nodeId)
                .toArray(String[]::new);
        List<AnnouncedNode> nodes = new ArrayList<>();
        if (keys.length > 0) {
            for (String entry : redis.mget(keys)) {
                if (entry != null) {
                    Announcement.read(entry, this::isTrusted).ifPresent(nodes::add);
                }
            }
        }
        nodes.addAll(stock.nodes());
        return newestAtEachAddress(nodes);
    }

    /**
     * Whether the node announced itself lately, by the clock of Redis alone.
     *
     * @param past how long ago at most; of a node that does not say for how long an announcement stands, each one counts
     * @throws redis.clients.jedis.exceptions.JedisConnectionException when Redis is away
     */
    public boolean isAnnouncedSince(AnnouncedNode node, Duration past) {
        long left = redis.pttl(PREFIX + node.nodeId());
        long lifetime = node.report().lifetimeMillis();
        return left >= 0 && (lifetime <= 0 || lifetime - left < past.toMillis());
    }

    /** Whether the node at this address is a stock LiveKit server, which announces nothing and has no stream of events. */
    public boolean isStock(String url) {
        return stock.has(url);
    }

    private boolean isTrusted(URI url) {
        return listed.contains(url)
                || announcedOnesToo && url.getHost() != null && SCHEMES.contains(String.valueOf(url.getScheme()));
    }

    /** The entry of a node that was killed outlives it for some seconds, beside that of its successor. */
    static List<AnnouncedNode> newestAtEachAddress(List<AnnouncedNode> nodes) {
        Map<URI, AnnouncedNode> newest = new HashMap<>();
        nodes.forEach(node -> newest.merge(
                node.url(),
                node,
                BinaryOperator.maxBy(Comparator.comparingLong(it -> it.report().atMillis()))));
        return List.copyOf(newest.values());
    }
}
