package org.auralink.contacts.boundary;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A part of what others ask, newest first. */
@Schema(name = "ContactRequestPage")
public record ContactRequestPage(
        List<ContactRequestView> items,

        @Schema(nullable = true, description = "Send it as cursor to get the following part; null on the last")
        @Nullable
        String nextCursor) {}
