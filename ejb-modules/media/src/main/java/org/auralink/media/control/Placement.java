package org.auralink.media.control;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** On which node a room that is nowhere is opened. */
public sealed interface Placement {

    /** Empty when there is no node at all. */
    Optional<AnnouncedNode> choose(List<AnnouncedNode> nodes);

    /** The least busy; of equally busy ones the first by name, so that servers that choose at once choose alike. */
    record LeastLoaded() implements Placement {
        @Override
        public Optional<AnnouncedNode> choose(List<AnnouncedNode> nodes) {
            return nodes.stream()
                    .min(Comparator.comparingDouble(AnnouncedNode::load).thenComparing(AnnouncedNode::nodeId));
        }
    }
}
