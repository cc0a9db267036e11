package org.auralink.calls.boundary;

import org.auralink.calls.entity.LobbyMode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to change about a call. Not checked yet. */
@Schema(name = "CallUpdate")
public record CallUpdate(
        @Schema(
                required = true,
                enumeration = {"off", "guests", "everyone"},
                description = "Who waits until the host or a moderator lets them in; who waits already goes on waiting")
        @Nullable
        String lobby) {

    LobbyMode checkedLobby() {
        return LobbyMode.check(lobby);
    }
}
