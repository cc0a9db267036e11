package org.auralink.contacts.boundary;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A part of the contacts, newest first. */
@Schema(name = "ContactPage")
public record ContactPage(
        List<ContactView> items,

        @Schema(nullable = true, description = "Send it as cursor to get the following part; null on the last")
        @Nullable
        String nextCursor) {}
