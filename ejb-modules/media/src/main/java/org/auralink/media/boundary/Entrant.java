package org.auralink.media.boundary;

import java.time.Instant;
import java.util.Map;
import org.auralink.media.connector.JoinPermissions;
import org.jspecify.annotations.Nullable;

/**
 * Who enters a room. Does not print who it is.
 *
 * @param identity unique within the room; a second joining with the same identity replaces the first
 * @param displayName what others see
 * @param metadata free text that travels with the participant
 * @param attributes short texts by name that travel with the participant
 * @param permissions what it may do inside
 * @param decidedAt when it was decided that they may enter: who was removed later does not come in. Null for now
 */
public record Entrant(
        String identity,
        String displayName,
        String metadata,
        Map<String, String> attributes,
        JoinPermissions permissions,
        @Nullable Instant decidedAt) {
    public Entrant {
        attributes = Map.copyOf(attributes);
    }

    /** Who may enter by what is decided now. */
    public Entrant(
            String identity,
            String displayName,
            String metadata,
            Map<String, String> attributes,
            JoinPermissions permissions) {
        this(identity, displayName, metadata, attributes, permissions, null);
    }

    @Override
    public String toString() {
        return "Entrant[redacted]";
    }
}
