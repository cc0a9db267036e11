package org.auralink.calls.boundary;

import java.time.Instant;
import org.auralink.calls.entity.CallParticipant;
import org.jspecify.annotations.Nullable;

/**
 * One joining of a call by the person who reads it.
 *
 * @param callName of the call
 * @param displayName as others saw the person; null when the token named nobody
 * @param leftAt null while they are in it
 */
public record StayView(
        String callId,
        String callName,
        @Nullable String displayName,
        Instant joinedAt,
        @Nullable Instant leftAt) {

    static StayView of(CallParticipant stay, String callName) {
        return new StayView(
                stay.call().value().toString(), callName, stay.displayName(), stay.joinedAt(), stay.leftAt());
    }

    @Override
    public String toString() {
        return "StayView[redacted]";
    }
}
