package org.auralink.media.room.model;

/**
 * Who a participant is, chosen by the application and unique in a room. It identifies a person, so it does not print
 * itself.
 *
 * @param value not empty, at most 256 bytes
 */
public record ParticipantIdentity(String value) {
    @Override
    public String toString() {
        return "ParticipantIdentity";
    }
}
