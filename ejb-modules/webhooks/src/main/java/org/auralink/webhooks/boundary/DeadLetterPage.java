package org.auralink.webhooks.boundary;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A part of the dead letters, newest first. */
@Schema(name = "DeadLetterPage")
public record DeadLetterPage(
        List<DeadLetterView> items,

        @Schema(nullable = true, description = "Send it as cursor to get the following part; null on the last")
        @Nullable
        String nextCursor) {}
