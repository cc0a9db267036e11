package org.auralink.calls.boundary;

import java.time.Instant;
import java.util.Map;
import org.auralink.media.connector.JoinPermissions;

/**
 * Whom an organization's back end lets into a room by a token of its own, as LiveKit's SDKs make them. Not checked yet; does
 * not print who it is.
 *
 * @param room what the back end calls it
 * @param attributes short texts by name that travel with the participant
 * @param decidedAt when the token was made
 */
public record LiveKitEntrant(
        String room,
        String identity,
        String name,
        String metadata,
        Map<String, String> attributes,
        JoinPermissions permissions,
        Instant decidedAt) {
    public LiveKitEntrant {
        attributes = Map.copyOf(attributes);
    }

    @Override
    public String toString() {
        return "LiveKitEntrant[redacted]";
    }
}
