package org.auralink.media.room.model;

/**
 * A published track, until it is unpublished.
 *
 * @param value {@code TR_} and more, as in LiveKit's protocol
 */
public record TrackSid(String value) {
    @Override
    public String toString() {
        return value;
    }
}
