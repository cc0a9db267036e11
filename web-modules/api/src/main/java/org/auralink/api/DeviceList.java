package org.auralink.api;

import java.time.Instant;
import java.util.List;
import org.auralink.identity.boundary.DeviceView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where the caller is signed in: at most 200 sessions. */
@Schema(name = "SessionList")
public record DeviceList(
        List<Device> items,

        @Schema(nullable = true, description = "Always null: all are in one answer") @Nullable
        String nextCursor) {

    static DeviceList of(List<DeviceView> sessions) {
        return new DeviceList(
                sessions.stream()
                        .map(session -> new Device(
                                session.sessionId().toString(),
                                session.userAgent(),
                                session.aal(),
                                session.createdAt(),
                                session.refreshedAt(),
                                session.isCurrent()))
                        .toList(),
                null);
    }

    /** One session. */
    @Schema(name = "Session")
    public record Device(
            String sessionId,

            @Schema(nullable = true, maxLength = 200, description = "What its program called itself at the sign-in")
            @Nullable
            String userAgent,

            @Schema(
                    enumeration = {"aal1", "aal2"},
                    description = "aal2 when a second factor was used")
            String aal,

            Instant createdAt,

            @Schema(description = "When it got its last access token")
            Instant refreshedAt,

            @Schema(description = "Whether it is the one that asks")
            boolean current) {}
}
