package org.auralink.media.boundary;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;

/** {@link StockEvents} as the container would wire them. */
public final class WiredStockEvents extends StockEvents {

    public WiredStockEvents(EntityManager entityManager, List<RoomObserver> observers, Clock clock) {
        this.entityManager = entityManager;
        this.observers = new RoomObservers(observers);
        this.clock = clock;
    }
}
