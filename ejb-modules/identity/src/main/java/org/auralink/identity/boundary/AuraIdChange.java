package org.auralink.identity.boundary;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The AuraID that somebody wants from now on. Not checked yet. */
@Schema(name = "AuraIdChange")
public record AuraIdChange(
        @Schema(required = true, maxLength = 40, description = "Such as ada or @ada.aura; 3 to 30 of a-z, 0-9, _ and -")
        @Nullable
        String auraId) {}
