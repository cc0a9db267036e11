package org.auralink.calls.boundary;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a LiveKit client needs to enter a call. Does not print the token. */
@Schema(name = "JoinTicket")
public record JoinTicket(
        @Schema(description = "WebSocket address of the media node")
        String url,

        @Schema(description = "LiveKit access token for this call, good for ten minutes")
        String token,

        String identity,

        @Schema(
                enumeration = {"host", "moderator", "participant", "guest"},
                description =
                        "What they are in this call; the others see it in the participant's attribute auralink.role")
        String role)
        implements JoinAnswer {

    @Override
    public String toString() {
        return "JoinTicket[redacted]";
    }
}
