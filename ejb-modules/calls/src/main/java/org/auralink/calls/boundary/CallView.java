package org.auralink.calls.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.auralink.calls.entity.Call;
import org.auralink.calls.entity.CallParticipant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A call as its organization sees it. */
@Schema(name = "Call")
public record CallView(
        @Schema(description = "UUID; also the name of the room on the media node")
        String callId,

        String name,

        @Schema(enumeration = {"one_to_one", "group", "conference", "broadcast"})
        String callType,

        @Schema(
                enumeration = {"waiting", "active", "ended", "failed"},
                description = "Known from the media node's events")
        String status,

        Instant createdAt,

        @Schema(nullable = true, description = "An account's id; null once the account is gone") @Nullable
        String createdBy,

        @Schema(nullable = true, description = "When the first participant joined") @Nullable
        Instant startedAt,

        @Schema(nullable = true) @Nullable Instant endedAt,
        @Schema(nullable = true) @Nullable Integer durationSeconds,

        @Schema(description = "How many may be in it at once")
        int maxParticipants,

        @Schema(description = "How many different people have been in it")
        int participantCount,

        @Schema(
                enumeration = {"off", "guests", "everyone"},
                description = "Who waits until the host or a moderator lets them in")
        String lobby,

        @Schema(description = "Whether nobody new gets in") boolean locked,

        @Schema(description = "Lets somebody without an account into this call")
        String joinUrl,

        @Schema(description = "One entry per joining, in that order; left out in lists")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        List<ParticipantView> participants) {

    /** An item of a list. */
    static CallView of(Call call, int participantCount, GuestLinks links) {
        return of(call, participantCount, links, null);
    }

    /** A call with everybody who was in it. */
    static CallView of(Call call, List<CallParticipant> participants, GuestLinks links) {
        long different =
                participants.stream().map(CallParticipant::identity).distinct().count();
        return of(
                call,
                Math.toIntExact(different),
                links,
                participants.stream().map(ParticipantView::of).toList());
    }

    private static CallView of(
            Call call, int participantCount, GuestLinks links, @Nullable List<ParticipantView> participants) {
        return new CallView(
                call.id().toString(),
                call.name(),
                call.typeName(),
                call.status().wireName(),
                call.createdAt(),
                call.creator() == null ? null : call.creator().value().toString(),
                call.startedAt(),
                call.endedAt(),
                call.durationSeconds(),
                call.maxParticipants(),
                participantCount,
                call.lobby().wireName(),
                call.isLocked(),
                links.to(call.guestCode()),
                participants);
    }

    @Override
    public String toString() {
        return "CallView[" + callId + "]";
    }
}
