package org.auralink.contacts.boundary;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A contact, as its owner sees it. Of who has not agreed it says what the owner entered and no more. */
@Schema(name = "Contact")
public record ContactView(
        String contactId,

        @Schema(
                enumeration = {"requested", "accepted", "blocked"},
                description = "requested until they agree; also when they do not want")
        String status,

        @Schema(nullable = true, description = "The account's id, once they agreed") @Nullable
        String userId,

        @Schema(nullable = true, description = "Null while they are known by their address only") @Nullable
        String auraId,

        @Schema(nullable = true, description = "What others read, once they agreed") @Nullable
        String name,

        @Schema(
                nullable = true,
                description = "A path of this server, of a JPEG, once they agreed and where they show one")
        @Nullable
        String pictureUrl,

        @Schema(nullable = true, description = "The address at which they were asked; null for the others") @Nullable
        String email,

        boolean favourite,
        List<String> tags,
        Instant createdAt) {
    public ContactView {
        tags = List.copyOf(tags);
    }

    @Override
    public String toString() {
        return "ContactView[" + contactId + "]";
    }
}
