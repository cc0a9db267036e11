package org.auralink.calls.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A place in the lobby of a call. Does not print the key. */
@Schema(name = "LobbyTicket")
public record LobbyTicket(
        @Schema(description = "By which to ask whether one is let in")
        String entryId,

        @Schema(enumeration = {"waiting"}) String status,

        @Schema(description = "How long to wait before asking; who does not ask for 90 seconds has gone")
        int askAfterSeconds,

        @Schema(description = "Of guests: the secret to ask with, the one that came with the request if there was one")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String key)
        implements JoinAnswer {

    @Override
    public String toString() {
        return "LobbyTicket[redacted]";
    }
}
