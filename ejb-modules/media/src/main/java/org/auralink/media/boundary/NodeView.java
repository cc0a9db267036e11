package org.auralink.media.boundary;

import org.auralink.media.control.AnnouncedNode;
import org.auralink.media.control.NodeReport;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A media node as it announces itself. */
@Schema(name = "Node")
public record NodeView(
        String nodeId,

        @Schema(description = "Where clients reach it") String publicUrl,

        @Schema(description = "Where it stands; may be empty")
        String region,

        @Schema(description = "Of its program; may be empty")
        String version,

        @Schema(description = "How busy it is, from 0 to 1") double load,

        int rooms,
        int participants,

        @Schema(
                nullable = true,
                description = "Participants from which on it gets no further calls; null for no such number")
        @Nullable
        Integer capacityParticipants,

        @Schema(description = "Whether it opens no new rooms")
        boolean draining,

        @Schema(nullable = true, description = "How far that is; null when it does not drain, or does not answer")
        @Nullable
        DrainView drain) {

    static NodeView of(AnnouncedNode node, @Nullable DrainView drain) {
        NodeReport report = node.report();
        return new NodeView(
                node.nodeId(),
                node.publicUrl().toString(),
                report.region(),
                report.version(),
                report.load(),
                report.rooms(),
                report.participants(),
                report.capacity() == 0 ? null : report.capacity(),
                drain == null ? report.draining() : !drain.state().equals("in_service"),
                drain);
    }
}
