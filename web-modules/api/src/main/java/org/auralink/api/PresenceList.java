package org.auralink.api;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who of an organization is there. */
@Schema(name = "PresenceList")
public record PresenceList(
        List<Member> items,

        @Schema(nullable = true, description = "Always null: all are in one answer") @Nullable
        String nextCursor) {

    /** One member. */
    @Schema(name = "Presence")
    public record Member(
            @Schema(description = "An account's id") String userId,

            @Schema(
                    enumeration = {"in_call", "online", "offline"},
                    description =
                            "in_call: in a running call of the organization, with whatever client. online: a client of"
                                    + " theirs asked for something within 90 seconds")
            String status,

            @Schema(nullable = true, description = "The call, when in one") @Nullable
            String callId,

            @Schema(nullable = true, description = "To within 30 seconds; null when longer ago than 90") @Nullable
            Instant lastSeenAt) {}
}
