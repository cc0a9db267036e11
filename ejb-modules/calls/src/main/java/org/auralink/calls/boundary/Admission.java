package org.auralink.calls.boundary;

import org.auralink.calls.entity.CallId;
import org.auralink.calls.entity.CallStatus;
import org.jspecify.annotations.Nullable;

/**
 * Who may enter which call, decided by the database.
 *
 * @param nodeId the node that holds its room as far as the events tell, {@code null} when there is none
 * @param roomEpoch the highest fencing token of its room that the events told of
 * @param identity within the room
 * @param displayName what others see
 */
public record Admission(
        CallId call,
        CallStatus status,
        @Nullable String nodeId,
        long roomEpoch,
        int maxParticipants,
        String identity,
        String displayName) {

    @Override
    public String toString() {
        return "Admission[" + call + "]";
    }
}
