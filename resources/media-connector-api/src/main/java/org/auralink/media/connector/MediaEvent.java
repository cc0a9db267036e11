package org.auralink.media.connector;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event of a node.
 *
 * @param nodeUrl the address the connector is configured with
 * @param nodeId the node's own name
 * @param position where in the node's stream it stands
 * @param kind what happened
 * @param createdAt when, by the node's clock
 * @param roomName the room's name, empty when the event names none
 * @param roomSid the node's id of this opening of the room, empty when the event names none
 * @param participant who it happened to, for events of a participant or a track
 */
public record MediaEvent(
        String nodeUrl,
        String nodeId,
        StreamPosition position,
        Kind kind,
        Instant createdAt,
        String roomName,
        String roomSid,
        @Nullable NodeParticipant participant) {

    /** LiveKit's event names. */
    public enum Kind {
        ROOM_STARTED,
        ROOM_FINISHED,
        PARTICIPANT_JOINED,
        PARTICIPANT_LEFT,
        PARTICIPANT_CONNECTION_ABORTED,
        TRACK_PUBLISHED,
        TRACK_UNPUBLISHED,
        /** An event this release does not know; only its position matters. */
        OTHER;

        /** The kind of an event name on the wire. */
        public static Kind of(String wireName) {
            for (Kind kind : values()) {
                if (kind != OTHER && kind.name().equalsIgnoreCase(wireName)) {
                    return kind;
                }
            }
            return OTHER;
        }
    }
}
