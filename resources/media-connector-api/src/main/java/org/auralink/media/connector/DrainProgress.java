package org.auralink.media.connector;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a node is that is being emptied.
 *
 * @param state what it does about new rooms
 * @param deadline when rooms that are left are ended, by the node's clock; {@code null} while nothing is drained
 * @param rooms that are open on it
 * @param participants whose media is connected
 * @param ended rooms that the deadline of this drain has ended
 */
public record DrainProgress(State state, @Nullable Instant deadline, int rooms, int participants, int ended) {

    /** What a node does about new rooms. */
    public enum State {
        /** It opens them. */
        IN_SERVICE,
        /** It opens none; those that are open go on until the deadline. */
        DRAINING,
        /** It opens none, and none is open: it may be taken away. */
        DRAINED
    }
}
