package org.auralink.quality.control;

import java.time.Instant;

/**
 * Somebody came or went, or the call ended.
 *
 * @param call the room's name
 * @param sid the joining; empty for the call as a whole
 * @param at when, by the node's clock
 * @param kind {@code joined}, {@code left} or {@code ended}
 */
public record Movement(String call, String sid, String identity, Instant at, String kind) {

    @Override
    public String toString() {
        return "Movement[" + kind + "]";
    }
}
