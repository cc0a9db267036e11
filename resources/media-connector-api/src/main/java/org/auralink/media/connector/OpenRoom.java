package org.auralink.media.connector;

import java.time.Duration;

/**
 * A room to be opened.
 *
 * @param name the room's name, unique on the node
 * @param maxParticipants how many may be in it at once; 0 leaves the node's default
 * @param waits how long it waits for its first participant, in whole seconds; 0 leaves the node's default
 * @param epoch the fencing token: which giving away of this name to a node it is, counted from 1. The node tells it in the
 *     room's events, and refuses with {@code failed_precondition} once it has seen a higher one; 0 where nobody counts
 */
public record OpenRoom(String name, int maxParticipants, Duration waits, long epoch) {

    /** A room whose owners nobody counts. */
    public OpenRoom(String name, int maxParticipants, Duration waits) {
        this(name, maxParticipants, waits, 0);
    }
}
