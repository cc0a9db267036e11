package org.auralink.media.boundary;

import java.time.Instant;
import java.util.Locale;
import org.auralink.media.connector.DrainProgress;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How far a node is that is being emptied. */
@Schema(name = "Drain")
public record DrainView(
        @Schema(
                enumeration = {"in_service", "draining", "drained"},
                description = "drained: it opens no rooms and none is open, so it may be taken away")
        String state,

        @Schema(nullable = true, description = "When calls that are left go on at another node, by the node's clock")
        @Nullable
        Instant deadline,

        @Schema(description = "Rooms that are left") int rooms,
        @Schema(description = "People who are left") int participants,

        @Schema(description = "Rooms that the deadline has ended here")
        int roomsEnded) {

    static DrainView of(DrainProgress progress) {
        return new DrainView(
                progress.state().name().toLowerCase(Locale.ROOT),
                progress.deadline(),
                progress.rooms(),
                progress.participants(),
                progress.ended());
    }
}
