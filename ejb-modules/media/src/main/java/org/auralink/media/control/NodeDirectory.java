package org.auralink.media.control;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.auralink.shared.settings.Settings;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** The media nodes that announce themselves in Redis now and are configured to be trusted. */
@ApplicationScoped
public class NodeDirectory {

    private static final String PREFIX = "auralink:node:";

    /** One round trip for a directory of any realistic size beside some thousand rooms. */
    private static final int SCAN_COUNT = 5_000;

    @Inject
    JedisPooled redis;

    private List<URI> trusted = List.of();

    @PostConstruct
    void readSettings() {
        trusted = Settings.current().uris("auralink.media.nodes", Set.of("http", "https"));
    }

    /** The addresses of the nodes that are followed, as the connector spells them. */
    public Set<String> configured() {
        return trusted.stream().map(URI::toString).collect(Collectors.toUnmodifiableSet());
    }

    /** @throws redis.clients.jedis.exceptions.JedisConnectionException when Redis is away */
    public List<AnnouncedNode> announced() {
        List<AnnouncedNode> nodes = new ArrayList<>();
        ScanParams params = new ScanParams().match(PREFIX + "*").count(SCAN_COUNT);
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            ScanResult<String> page = redis.scan(cursor, params);
            for (String key : page.getResult()) {
                String entry = redis.get(key);
                if (entry != null) {
                    Announcement.read(entry, trusted).ifPresent(nodes::add);
                }
            }
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return newestAtEachAddress(nodes);
    }

    /** The entry of a node that was killed outlives it for some seconds, beside that of its successor. */
    static List<AnnouncedNode> newestAtEachAddress(List<AnnouncedNode> nodes) {
        Map<URI, AnnouncedNode> newest = new HashMap<>();
        nodes.forEach(node -> newest.merge(
                node.url(), node, BinaryOperator.maxBy(Comparator.comparingLong(AnnouncedNode::atMillis))));
        return List.copyOf(newest.values());
    }
}
