package org.auralink.calls.boundary;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a token of an organization's own SDK is exchanged for. Does not print the token. */
@Schema(name = "LiveKitTicket")
public record LiveKitTicket(
        @Schema(description = "WebSocket address of the media node that holds the room")
        String url,

        @Schema(description = "Good for ten minutes, at that node alone")
        String token,

        @Schema(description = "Of that node") String nodeId) {
    @Override
    public String toString() {
        return "LiveKitTicket[redacted]";
    }
}
