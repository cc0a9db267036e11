package org.auralink.media.room.model;

/** Why a participant's session ended. Numbers are those of LiveKit's {@code DisconnectReason}. */
public enum DisconnectReason {
    UNKNOWN_REASON(0),
    CLIENT_INITIATED(1),
    DUPLICATE_IDENTITY(2),
    SERVER_SHUTDOWN(3),
    PARTICIPANT_REMOVED(4),
    ROOM_DELETED(5),
    STATE_MISMATCH(6),
    JOIN_FAILURE(7),
    MIGRATION(8),
    SIGNAL_CLOSE(9),
    ROOM_CLOSED(10),
    CONNECTION_TIMEOUT(14);

    private final int number;

    DisconnectReason(int number) {
        this.number = number;
    }

    /** The number in LiveKit's protocol. */
    public int number() {
        return number;
    }
}
