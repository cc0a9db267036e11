package org.auralink.media.room.model;

/** What a client shall do after it was told to leave, in the order of LiveKit's {@code LeaveRequest.Action}. */
public enum LeaveAction {
    DISCONNECT,
    RESUME,
    RECONNECT
}
