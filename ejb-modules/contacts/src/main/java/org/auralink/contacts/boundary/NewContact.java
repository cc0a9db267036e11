package org.auralink.contacts.boundary;

import java.util.List;
import org.auralink.contacts.entity.ContactWords;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Whom somebody wants among their contacts: by one of the two. Not checked yet. */
@Schema(name = "NewContact")
public record NewContact(
        @Schema(maxLength = 60, description = "Such as @ada.aura; may be given without @ and .aura") @Nullable
        String auraId,

        @Schema(maxLength = 255) @Nullable String email,

        @Schema(maxItems = 10, description = "Of at most 30 characters each") @Nullable
        List<@Nullable String> tags) {
    /**
     * Who is meant, in one spelling for all in which they are written.
     *
     * @throws org.auralink.shared.RefusedException invalid, naming the field
     */
    public String whom() {
        if (auraId != null) {
            return ContactWords.auraName(auraId);
        }
        return email == null ? "" : ContactWords.email(email);
    }

    @Override
    public String toString() {
        return "NewContact[redacted]";
    }
}
