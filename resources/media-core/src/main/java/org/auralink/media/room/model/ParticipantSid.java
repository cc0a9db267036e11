package org.auralink.media.room.model;

/**
 * One session of a participant: who joins again has another.
 *
 * @param value {@code PA_} and more, as in LiveKit's protocol
 */
public record ParticipantSid(String value) {
    @Override
    public String toString() {
        return value;
    }
}
