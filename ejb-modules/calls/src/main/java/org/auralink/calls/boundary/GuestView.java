package org.auralink.calls.boundary;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All that a guest may know of a call. */
@Schema(name = "GuestLink")
public record GuestView(
        String name,
        @Schema(enumeration = {"waiting", "active"}) String status) {}
