package org.auralink.media.control;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.auralink.shared.settings.Settings;

/** On which node a room that is nowhere is opened. */
public sealed interface Placement {

    /** The least busy; of equally busy ones the first by name, so that servers that choose at once choose alike. */
    Comparator<AnnouncedNode> LEAST_BUSY = Comparator.<AnnouncedNode>comparingDouble(
                    node -> node.report().load())
            .thenComparing(AnnouncedNode::nodeId);

    /**
     * Chooses among the nodes that take further rooms.
     *
     * @param nodes which of them may be chosen, never those that drain or are full
     * @return empty when this way of choosing finds none
     */
    Optional<AnnouncedNode> choose(List<AnnouncedNode> nodes);

    /** The least busy one, wherever it stands. */
    record LeastLoaded() implements Placement {
        @Override
        public Optional<AnnouncedNode> choose(List<AnnouncedNode> nodes) {
            return nodes.stream().min(LEAST_BUSY);
        }
    }

    /** The least busy one in a region, and one elsewhere only when that has none that takes rooms. */
    record SameRegionFirst(String region) implements Placement {
        @Override
        public Optional<AnnouncedNode> choose(List<AnnouncedNode> nodes) {
            return nodes.stream()
                    .filter(node -> node.report().region().equals(region))
                    .min(LEAST_BUSY)
                    .or(() -> new LeastLoaded().choose(nodes));
        }
    }

    /** Only nodes of these names, the least busy of them: what must not leave certain machines waits for one of them. */
    record Pinned(Set<String> nodeIds) implements Placement {
        @Override
        public Optional<AnnouncedNode> choose(List<AnnouncedNode> nodes) {
            return nodes.stream()
                    .filter(node -> nodeIds.contains(node.nodeId()))
                    .min(LEAST_BUSY);
        }
    }

    /**
     * As the settings say.
     *
     * @throws org.auralink.shared.settings.SettingException when a setting is unknown, or one that its value needs is missing
     */
    static Placement of(Settings settings) {
        return switch (settings.choice(MediaSettings.PLACEMENT)) {
            case "same_region_first" -> new SameRegionFirst(settings.required(MediaSettings.REGION));
            case "pinned" -> new Pinned(settings.names(MediaSettings.PINNED.name()));
            default -> new LeastLoaded();
        };
    }
}
