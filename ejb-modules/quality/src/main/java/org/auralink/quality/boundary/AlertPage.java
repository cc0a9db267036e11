package org.auralink.quality.boundary;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A part of the alerts, newest first. */
@Schema(name = "QualityAlertPage")
public record AlertPage(
        List<AlertView> items,

        @Schema(nullable = true, description = "For the next part; null at the end") @Nullable
        String nextCursor) {}
