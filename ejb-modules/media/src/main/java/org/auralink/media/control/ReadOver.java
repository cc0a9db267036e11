package org.auralink.media.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.entity.Limits;

/**
 * Events that concern nobody. A transaction for each of them would let whoever makes a node tell much delay the history
 * of everybody, so the position of a node's stream moves over many of them at once. If it has not moved when this server
 * ends, they are read again, and change nothing again.
 */
@ApplicationScoped
public class ReadOver {

    private final Map<String, Waiting> nodes = new HashMap<>();

    private static final class Waiting {
        private final Instant since;
        private int number;
        private MediaEvent last;

        Waiting(Instant since, MediaEvent first) {
            this.since = since;
            this.last = first;
        }
    }

    /**
     * Reads over an event.
     *
     * @return the event up to which the position must be moved now, in a transaction; empty while more may be read over
     */
    public synchronized Optional<MediaEvent> next(MediaEvent event, Instant now) {
        Waiting waiting = nodes.computeIfAbsent(event.nodeUrl(), node -> new Waiting(now, event));
        waiting.last = event;
        waiting.number++;
        boolean due =
                waiting.number >= Limits.EVENTS_READ_OVER || !now.isBefore(waiting.since.plus(Limits.READING_OVER));
        return due ? pending(event.nodeUrl()) : Optional.empty();
    }

    /** The event up to which the position may be moved, if any was read over; it counts as moved then. */
    public synchronized Optional<MediaEvent> pending(String nodeUrl) {
        return Optional.ofNullable(nodes.remove(nodeUrl)).map(waiting -> waiting.last);
    }
}
