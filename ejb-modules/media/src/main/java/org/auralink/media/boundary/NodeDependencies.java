package org.auralink.media.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.auralink.media.connector.MediaNodeException;
import org.auralink.media.control.AnnouncedNode;
import org.auralink.media.control.MediaNodes;
import org.auralink.media.control.NodeDirectory;
import org.auralink.media.entity.Limits;
import org.auralink.shared.health.Dependency;
import org.auralink.shared.health.DependencySource;
import org.auralink.shared.health.DependencyView;
import org.auralink.shared.health.ServerName;
import org.auralink.shared.health.ServiceView;
import org.auralink.shared.policies.Guards;

/**
 * Whether the media nodes answer this server, and whether they reach Redis, which their announcements there say. Neither is
 * needed for being ready. What the nodes are called is remembered from the last time that Redis told it.
 */
@ApplicationScoped
public class NodeDependencies implements DependencySource {

    @Inject
    NodeDirectory directory;

    @Inject
    MediaNodes nodes;

    @Inject
    Guards guards;

    /** The server's own: a question to a node needs the application around it, which a thread of a timer does not have. */
    @Resource
    ManagedExecutorService threads;

    @Inject
    Clock clock;

    private final Map<String, Dependency> asked = new ConcurrentHashMap<>();
    private volatile Fleet fleet = new Fleet(false, Instant.EPOCH, List.of());
    private Dependency announcements =
            new Dependency("announcements", null, () -> false, Runnable::run, Clock.systemUTC());

    @PostConstruct
    void begin() {
        announcements = new Dependency(
                "announcements",
                null,
                () -> {
                    fleet = new Fleet(true, clock.instant(), directory.announced());
                    return true;
                },
                threads,
                clock);
    }

    @Override
    public void askAgain() {
        announcements.ask();
        dependencies().values().forEach(Dependency::ask);
    }

    @Override
    public List<ServiceView> services() {
        askAgain();
        boolean told = announcements.look() == Dependency.Status.UP;
        List<DependencyView> reached = dependencies().values().stream()
                .map(node -> {
                    node.look();
                    return node.view(false);
                })
                .toList();
        List<ServiceView> rows = new ArrayList<>();
        rows.add(new ServiceView("control-plane", ServerName.OF_THIS_SERVER, reached));
        fleet.nodes().stream()
                .filter(node -> !directory.isStock(node.url().toString()))
                .limit(Limits.NODES_ASKED)
                .map(node -> new ServiceView("media-node", node.nodeId(), List.of(redisOf(node, told))))
                .forEach(rows::add);
        return rows;
    }

    /**
     * The nodes as Redis told of them just now, or the last time that it did.
     *
     * @param told whether it tells now
     * @param at when it told
     */
    record Fleet(boolean told, Instant at, List<AnnouncedNode> nodes) {}

    /** Waits for Redis as everybody does who asks for dependencies. */
    Fleet fleet() {
        boolean told = announcements.settle() == Dependency.Status.UP;
        return new Fleet(told, fleet.at(), fleet.nodes());
    }

    /** A node renews its announcement every second, so one that is there is a node that reached Redis a moment ago. */
    private DependencyView redisOf(AnnouncedNode node, boolean told) {
        Dependency.Status status = told ? Dependency.Status.UP : Dependency.Status.UNKNOWN;
        return new DependencyView(
                "redis",
                false,
                status.wireName(),
                null,
                Instant.ofEpochMilli(node.report().atMillis()),
                null);
    }

    /** By address, in order; those that are neither listed nor announced any more are forgotten. */
    private Map<String, Dependency> dependencies() {
        Map<String, Dependency> present = new TreeMap<>();
        Stream.concat(
                        directory.configured().stream(),
                        fleet.nodes().stream().map(node -> node.url().toString()))
                .distinct()
                .limit(Limits.NODES_ASKED)
                .forEach(url -> present.put(url, asked.computeIfAbsent(url, this::dependency)));
        asked.keySet().retainAll(present.keySet());
        return present;
    }

    private Dependency dependency(String url) {
        return new Dependency(
                "node:" + url,
                guards.node(url, MediaNodeException.Unavailable.class::isInstance),
                () -> answers(URI.create(url)),
                threads,
                clock);
    }

    private boolean answers(URI node) {
        try {
            nodes.drainProgress(node);
            return true;
        } catch (MediaNodeException.NotFound stockServer) {
            return true;
        }
    }
}
