package org.auralink.media.room.model;

/**
 * What is told about a room.
 *
 * @param sid this life of the room
 * @param name chosen by the application
 * @param options its timeouts and limits
 * @param creationTimeMs milliseconds since 1970
 * @param metadata given by the application
 * @param participants how many are in it, without hidden ones, agents and recorders
 * @param publishers how many of them publish
 * @param activeRecording whether a recorder is in it
 */
public record RoomInfo(
        RoomSid sid,
        String name,
        RoomOptions options,
        long creationTimeMs,
        String metadata,
        int participants,
        int publishers,
        boolean activeRecording) {}
