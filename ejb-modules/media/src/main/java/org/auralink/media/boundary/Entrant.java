package org.auralink.media.boundary;

/**
 * Who enters a room. Does not print who it is.
 *
 * @param identity unique within the room; a second joining with the same identity replaces the first
 * @param displayName what others see
 * @param metadata free text that travels with the participant
 */
public record Entrant(String identity, String displayName, String metadata) {

    @Override
    public String toString() {
        return "Entrant[redacted]";
    }
}
