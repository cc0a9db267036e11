package org.auralink.contacts.boundary;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to change about a contact; what is left out stays. Not checked yet. */
@Schema(name = "ContactChange")
public record ContactChange(
        @Nullable Boolean favourite,

        @Schema(maxItems = 10, description = "All of them, of at most 30 characters each") @Nullable
        List<@Nullable String> tags,

        @Schema(description = "Whether they are kept away: they neither ask nor call, and are not told") @Nullable
        Boolean blocked) {}
