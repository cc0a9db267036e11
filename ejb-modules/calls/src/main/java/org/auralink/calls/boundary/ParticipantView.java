package org.auralink.calls.boundary;

import java.time.Instant;
import org.auralink.calls.entity.CallParticipant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One joining of one identity; who leaves and comes back has two. Does not print who it is. */
@Schema(name = "Participant")
public record ParticipantView(
        @Schema(description = "The account's id, or guest_… for a guest")
        String identity,

        @Schema(nullable = true) @Nullable String displayName,

        @Schema(enumeration = {"host", "moderator", "participant", "guest"})
        String role,

        Instant joinedAt,
        @Schema(nullable = true) @Nullable Instant leftAt,
        @Schema(nullable = true) @Nullable Integer durationSeconds) {

    static ParticipantView of(CallParticipant participant) {
        return new ParticipantView(
                participant.identity(),
                participant.displayName(),
                participant.role(),
                participant.joinedAt(),
                participant.leftAt(),
                participant.durationSeconds());
    }

    @Override
    public String toString() {
        return "ParticipantView[" + role + "]";
    }
}
