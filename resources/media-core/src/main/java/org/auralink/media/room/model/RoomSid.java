package org.auralink.media.room.model;

/**
 * One life of a room: a room that is opened again under the same name has another.
 *
 * @param value {@code RM_} and more, as in LiveKit's protocol
 */
public record RoomSid(String value) {
    @Override
    public String toString() {
        return value;
    }
}
