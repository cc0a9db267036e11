package org.auralink.calls.boundary;

import java.time.Instant;
import org.auralink.calls.entity.LobbyEntry;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Somebody who waits to be let in. Does not print who it is. */
@Schema(name = "LobbyEntry")
public record LobbyEntryView(
        String entryId,

        @Schema(description = "The account's id, or guest_… for a guest")
        String identity,

        @Schema(description = "As they call themselves") String displayName,

        @Schema(enumeration = {"participant", "guest"}) String role,

        @Schema(description = "Since when") Instant createdAt) {

    static LobbyEntryView of(LobbyEntry entry) {
        return new LobbyEntryView(
                entry.id().toString(),
                entry.identity(),
                entry.displayName(),
                entry.role().wireName(),
                entry.createdAt());
    }

    @Override
    public String toString() {
        return "LobbyEntryView[" + role + "]";
    }
}
