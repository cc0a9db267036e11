package org.auralink.calls.boundary;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A part of the calls, newest first. */
@Schema(name = "CallPage")
public record CallPage(
        List<CallView> items,

        @Schema(nullable = true, description = "Send it as cursor to get the following part; null on the last")
        @Nullable
        String nextCursor) {}
