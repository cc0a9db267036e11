package org.auralink.media.control;

import io.prometheus.metrics.core.metrics.Counter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.auralink.shared.metrics.Metrics;
import org.auralink.shared.metrics.Sampled;

/** How many media nodes there are, and what becomes of them, counted for the operator. From any thread. */
@ApplicationScoped
public class FleetMetrics {
    private static final Counter LOST =
            Metrics.counter("auralink_media_nodes_lost", "Media nodes that this server followed and took for lost.");
    private static final Counter MOVED =
            Metrics.counter("auralink_rooms_moved", "Rooms that were opened on another media node than before.");
    private static final Counter HOMELESS =
            Metrics.counter("auralink_rooms_not_moved", "Attempts to open a room on another media node that failed.");
    private static final Sampled IN_SERVICE = Sampled.bySystemClock();
    private static final Sampled DRAINING = Sampled.bySystemClock();

    static {
        Metrics.gauges(
                "auralink_media_nodes",
                "Media nodes that announce themselves, as this server sees it.",
                samples -> {
                    samples.call(IN_SERVICE.value(), "in_service");
                    samples.call(DRAINING.value(), "draining");
                },
                "state");
    }

    /** Has the class loaded at deployment, so that everything reads 0 from the start. */
    void deployed(@Observes @Initialized(ApplicationScoped.class) Object event) {
        // Loaded by being called.
    }

    /** A node is gone. */
    public static void lost() {
        LOST.inc();
    }

    /** Rooms were to be opened elsewhere. */
    public static void moved(int moved, int failed) {
        MOVED.inc(moved);
        HOMELESS.inc(failed);
    }

    /** Somebody looked which nodes announce themselves. */
    public static void announced(List<AnnouncedNode> nodes) {
        long draining = nodes.stream().filter(node -> node.report().draining()).count();
        DRAINING.is(draining);
        IN_SERVICE.is(nodes.size() - draining);
    }
}
