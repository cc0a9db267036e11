package org.auralink.calls.boundary;

import org.auralink.calls.entity.CallId;
import org.auralink.calls.entity.CallRole;
import org.auralink.calls.entity.CallStatus;
import org.jspecify.annotations.Nullable;

/**
 * Who may enter which call, decided by the database.
 *
 * @param door whether they go straight in
 * @param nodeId the node that holds its room as far as the events tell, {@code null} when there is none
 * @param roomEpoch the highest fencing token of its room that the events told of
 * @param identity within the room
 * @param displayName what others see
 * @param role what they are in the call
 */
public record Admission(
        CallId call,
        Door door,
        CallStatus status,
        @Nullable String nodeId,
        long roomEpoch,
        int maxParticipants,
        String identity,
        String displayName,
        CallRole role) {

    /** What is between somebody and the call. */
    public enum Door {
        OPEN,
        /** Somebody inside lets them in. */
        LOBBY,
        /** Nobody new gets in. */
        LOCKED
    }

    /** The same under the name that they gave before. */
    Admission as(String name) {
        return new Admission(call, door, status, nodeId, roomEpoch, maxParticipants, identity, name, role);
    }

    @Override
    public String toString() {
        return "Admission[" + call + "]";
    }
}
