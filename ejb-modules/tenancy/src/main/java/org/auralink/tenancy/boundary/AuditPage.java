package org.auralink.tenancy.boundary;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A part of what happened, newest first. */
@Schema(name = "AuditPage")
public record AuditPage(
        List<AuditEventView> items,

        @Schema(nullable = true, description = "Send it as cursor to get the following part; null on the last")
        @Nullable
        String nextCursor) {}
