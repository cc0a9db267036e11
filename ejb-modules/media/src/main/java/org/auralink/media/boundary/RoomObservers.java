package org.auralink.media.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.auralink.media.connector.MediaEvent;

/** The observers of all capabilities. Looked for once, when the first event comes. */
@ApplicationScoped
public class RoomObservers {

    @Inject
    @Any
    Instance<RoomObserver> beans;

    private List<RoomObserver> observers = List.of();

    /** For the container. */
    public RoomObservers() {}

    RoomObservers(List<RoomObserver> observers) {
        this.observers = inOrder(observers.stream());
    }

    @PostConstruct
    void find() {
        observers = inOrder(beans.stream());
    }

    private static List<RoomObserver> inOrder(Stream<RoomObserver> observers) {
        return observers.sorted(Comparator.comparingInt(RoomObserver::order)).toList();
    }

    /** Everybody, in the order in which they are told. */
    List<RoomObserver> all() {
        return observers;
    }

    /** Those who have rooms of the name. */
    List<RoomObserver> ownersOf(RoomName room) {
        return observers.stream().filter(observer -> observer.owns(room)).toList();
    }

    /** Those who want to be told of the event. */
    List<RoomObserver> concernedBy(MediaEvent event) {
        return observers.stream()
                .filter(observer -> observer.kinds().contains(event.kind()))
                .filter(observer -> observer.owns(new RoomName(event.roomName())))
                .toList();
    }

    /** Whether the room is in the wrong place, as one of its owners knows. */
    boolean isStray(RoomName room, String nodeId) {
        return ownersOf(room).stream().anyMatch(observer -> observer.isStray(room, nodeId));
    }

    /** The name of the room that somebody entered in the wrong place by this event, and which must be closed there. */
    Optional<String> strayIn(MediaEvent event) {
        boolean stray = event.kind() == MediaEvent.Kind.PARTICIPANT_JOINED
                && isStray(new RoomName(event.roomName()), event.nodeId());
        return stray ? Optional.of(event.roomName()) : Optional.empty();
    }
}
