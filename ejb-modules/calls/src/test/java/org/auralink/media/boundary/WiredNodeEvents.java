package org.auralink.media.boundary;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.auralink.media.control.NodeDirectory;

/** {@link NodeEvents} as the container would wire it. */
public final class WiredNodeEvents extends NodeEvents {

    public WiredNodeEvents(
            EntityManager entityManager, Set<String> configured, List<RoomObserver> observers, Clock clock) {
        this.entityManager = entityManager;
        this.directory = new NodeDirectory() {
            @Override
            public Set<String> configured() {
                return configured;
            }
        };
        this.observers = new RoomObservers(observers);
        this.clock = clock;
    }
}
