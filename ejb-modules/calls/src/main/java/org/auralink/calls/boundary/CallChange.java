package org.auralink.calls.boundary;

import java.time.Instant;
import org.auralink.calls.entity.Call;
import org.auralink.calls.entity.CallParticipant;
import org.auralink.calls.entity.CallRole;
import org.auralink.calls.entity.DisplayName;
import org.auralink.calls.entity.Limits;
import org.auralink.calls.entity.WireText;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.connector.NodeParticipant;
import org.auralink.shared.OrganizationId;
import org.jspecify.annotations.Nullable;

/**
 * Something that took effect in a call that somebody has joined. Of one participant, {@code JOINED} comes before {@code
 * LEFT}; of one call, {@code STARTED} before everything else that is not the room's, and {@code ENDED} after it, unless it
 * turns out that it goes on: then {@code RESUMED}, and everybody who is still inside has {@code JOINED} again. Of a
 * call that nobody ever joined nothing is told but what its room does.
 *
 * @param organization whose call it is
 * @param call the call after the change
 * @param at when it happened, by the clock of whoever saw it
 * @param roomSid the node's id of this opening of the room, empty when nobody told
 * @param stay who joined or left, {@code null} when it is about the call or its room
 */
public record CallChange(
        Kind kind,
        OrganizationId organization,
        Facts call,
        Instant at,
        String roomSid,
        @Nullable Stay stay) {

    /** What happened. The first five are decisions of this capability, the others what a media node reported of its room. */
    public enum Kind {
        STARTED,
        /** Its node had been taken for gone and was not: it had not ended, and nobody had left. */
        RESUMED,
        ENDED,
        JOINED,
        LEFT,
        ROOM_STARTED,
        ROOM_FINISHED,
        PARTICIPANT_JOINED,
        PARTICIPANT_LEFT;

        /** That a node reported it; {@code null} for what is not told to others. */
        static @Nullable Kind of(MediaEvent.Kind reported) {
            return switch (reported) {
                case ROOM_STARTED -> ROOM_STARTED;
                case ROOM_FINISHED -> ROOM_FINISHED;
                case PARTICIPANT_JOINED -> PARTICIPANT_JOINED;
                case PARTICIPANT_LEFT -> PARTICIPANT_LEFT;
                case PARTICIPANT_CONNECTION_ABORTED, TRACK_PUBLISHED, TRACK_UNPUBLISHED, OTHER -> null;
            };
        }
    }

    static CallChange of(Kind kind, Call call, Instant at, String roomSid, @Nullable Stay stay) {
        return new CallChange(kind, call.organization(), Facts.of(call), at, roomSid, stay);
    }

    /** A call as others may know it; without its guest link, which is a secret. */
    public record Facts(
            String callId,
            String name,
            String callType,
            @Nullable String createdBy,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Integer durationSeconds,
            @Nullable String endReason) {
        static Facts of(Call call) {
            return new Facts(
                    call.id().toString(),
                    call.name(),
                    call.typeName(),
                    call.creator() == null ? null : call.creator().value().toString(),
                    call.startedAt(),
                    call.endedAt(),
                    call.durationSeconds(),
                    call.endReason());
        }

        @Override
        public String toString() {
            return "Facts[" + callId + "]";
        }
    }

    /**
     * One joining of one participant. Does not print who it is.
     *
     * @param sid the node's id of this joining
     * @param participant who, and how long
     */
    public record Stay(String sid, ParticipantView participant) {
        static Stay of(CallParticipant participant) {
            return new Stay(participant.mediaSid(), ParticipantView.of(participant));
        }

        /** As a node reports it, made storable. */
        static Stay of(NodeParticipant participant, CallRole role, Instant at) {
            String identity = WireText.storable(participant.identity(), Limits.IDENTITY_LENGTH);
            String name = DisplayName.tolerate(participant.name());
            return new Stay(
                    WireText.storable(participant.sid(), Limits.IDENTITY_LENGTH),
                    new ParticipantView(
                            identity,
                            name.isEmpty() ? null : name,
                            role.wireName(),
                            participant.joinedAt() == null ? at : participant.joinedAt(),
                            null,
                            null));
        }

        @Override
        public String toString() {
            return "Stay[" + sid + "]";
        }
    }
}
