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
 * @param track which one, for events of a track
 * @param roomEpoch by which giving away of the room's name it was opened there ({@link OpenRoom#epoch}); what an owner tells
 *     that was replaced since has a lower one than the present owner's. 0 where nobody counts
 * @param traceparent what it belongs to (W3C Trace Context), empty when the node does not say
 */
public record MediaEvent(
        String nodeUrl,
        String nodeId,
        StreamPosition position,
        Kind kind,
        Instant createdAt,
        String roomName,
        String roomSid,
        @Nullable NodeParticipant participant,
        @Nullable NodeTrack track,
        long roomEpoch,
        String traceparent) {

    /** An event that belongs to nothing else. */
    public MediaEvent(
            String nodeUrl,
            String nodeId,
            StreamPosition position,
            Kind kind,
            Instant createdAt,
            String roomName,
            String roomSid,
            @Nullable NodeParticipant participant,
            @Nullable NodeTrack track,
            long roomEpoch) {
        this(nodeUrl, nodeId, position, kind, createdAt, roomName, roomSid, participant, track, roomEpoch, "");
    }

    /** An event of no track, in a room whose owners nobody counts. */
    public MediaEvent(
            String nodeUrl,
            String nodeId,
            StreamPosition position,
            Kind kind,
            Instant createdAt,
            String roomName,
            String roomSid,
            @Nullable NodeParticipant participant) {
        this(nodeUrl, nodeId, position, kind, createdAt, roomName, roomSid, participant, null, 0);
    }

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
