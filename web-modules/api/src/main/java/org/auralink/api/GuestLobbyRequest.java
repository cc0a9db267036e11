package org.auralink.api;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of the question of a guest who waits in a lobby. */
@Schema(name = "GuestLobbyRequest")
public record GuestLobbyRequest(
        @Schema(
                required = true,
                pattern = "^[0-9A-Za-z]{22}$",
                description = "The one that came with the place in the lobby")
        @Nullable
        String key) {

    @Override
    public String toString() {
        return "GuestLobbyRequest[redacted]";
    }
}
