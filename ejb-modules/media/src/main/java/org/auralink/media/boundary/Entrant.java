package org.auralink.media.boundary;

import java.util.Map;
import org.auralink.media.connector.JoinPermissions;

/**
 * Who enters a room. Does not print who it is.
 *
 * @param identity unique within the room; a second joining with the same identity replaces the first
 * @param displayName what others see
 * @param metadata free text that travels with the participant
 * @param attributes short texts by name that travel with the participant
 * @param permissions what it may do inside
 */
public record Entrant(
        String identity,
        String displayName,
        String metadata,
        Map<String, String> attributes,
        JoinPermissions permissions) {
    public Entrant {
        attributes = Map.copyOf(attributes);
    }

    @Override
    public String toString() {
        return "Entrant[redacted]";
    }
}
