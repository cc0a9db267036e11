package org.auralink.media.boundary;

import org.auralink.media.connector.JoinPermissions;

/**
 * Who enters a room. Does not print who it is.
 *
 * @param identity unique within the room; a second joining with the same identity replaces the first
 * @param displayName what others see
 * @param metadata free text that travels with the participant
 * @param permissions what it may do inside
 */
public record Entrant(String identity, String displayName, String metadata, JoinPermissions permissions) {

    /** Somebody who takes part, with nothing that concerns others. */
    public Entrant(String identity, String displayName, String metadata) {
        this(identity, displayName, metadata, JoinPermissions.TAKE_PART);
    }

    @Override
    public String toString() {
        return "Entrant[redacted]";
    }
}
