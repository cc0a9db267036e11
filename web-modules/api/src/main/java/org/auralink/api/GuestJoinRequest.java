package org.auralink.api;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of a guest's request to enter a call. */
@Schema(name = "GuestJoinRequest")
public record GuestJoinRequest(
        @Schema(required = true, minLength = 1, maxLength = 100, description = "What others see") @Nullable
        String displayName,

        @Schema(
                pattern = "^[0-9A-Za-z]{22}$",
                description = "A secret of the browser's choice, by which it is the same guest when it comes again")
        @Nullable
        String key) {

    @Override
    public String toString() {
        return "GuestJoinRequest[redacted]";
    }
}
