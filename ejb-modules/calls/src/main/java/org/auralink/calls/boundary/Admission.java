package org.auralink.calls.boundary;

import org.auralink.calls.entity.CallId;
import org.auralink.calls.entity.CallStatus;

/**
 * Who may enter which call, decided by the database.
 *
 * @param identity within the room
 * @param displayName what others see
 */
public record Admission(CallId call, CallStatus status, int maxParticipants, String identity, String displayName) {

    @Override
    public String toString() {
        return "Admission[" + call + "]";
    }
}
