package org.auralink.tenancy.boundary;

import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Something that somebody did. */
@Schema(name = "AuditEvent")
public record AuditEventView(
        String eventId,

        @Schema(description = "Its place in the chain of the organization")
        long sequence,

        Instant happenedAt,

        @Schema(
                enumeration = {"person", "key", "system"},
                description = "key: a program, for the person who made its key")
        String actorKind,

        @Schema(nullable = true) @Nullable String actorId,
        @Schema(nullable = true) @Nullable String keyId,

        @Schema(description = "Such as member.removed") String action,

        @Schema(description = "What it was done to: its kind, a colon and its id")
        String target,

        Map<String, String> detail,

        @Schema(description = "From which network, as far as it is kept; empty for what came by none")
        String network,

        @Schema(enumeration = {"done", "refused"}) String outcome,

        @Schema(description = "SHA-256 over all of this and the hash before, in hexadecimal")
        String hash) {
    @Override
    public String toString() {
        return "AuditEventView[" + eventId + "]";
    }
}
