package org.auralink.calls.boundary;

import org.auralink.calls.entity.CallDraft;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A call as it is asked for. Not checked yet. */
@Schema(name = "NewCall")
public record NewCall(
        @Schema(required = true, minLength = 1, maxLength = 255) @Nullable
        String name,

        @Schema(
                enumeration = {"one_to_one", "group", "conference", "broadcast"},
                defaultValue = "group")
        @Nullable
        String callType,

        @Schema(minimum = "2", maximum = "1000", defaultValue = "50") @Nullable
        Integer maxParticipants,

        @Schema(
                enumeration = {"off", "guests", "everyone"},
                defaultValue = "off",
                description = "Who waits until the host or a moderator lets them in")
        @Nullable
        String lobby) {

    /** Without a lobby. */
    public NewCall(@Nullable String name, @Nullable String callType, @Nullable Integer maxParticipants) {
        this(name, callType, maxParticipants, null);
    }

    CallDraft checked() {
        return CallDraft.of(name, callType, maxParticipants, lobby);
    }
}
