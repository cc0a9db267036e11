package org.auralink.api;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of a request to enter a call. */
@Schema(name = "JoinRequest")
public record JoinRequest(
        @Schema(
                minLength = 1,
                maxLength = 100,
                description = "What others see. Members may leave it out and appear as in their account")
        @Nullable
        String displayName) {}
