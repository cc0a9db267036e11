package org.auralink.identity.boundary;

import java.time.Instant;
import java.util.UUID;
import org.auralink.identity.entity.Session;
import org.jspecify.annotations.Nullable;

/**
 * One of a person's sessions.
 *
 * @param userAgent what the program called itself at the sign-in; null when it said nothing
 * @param aal how well the person proved who they are: {@code aal1}, or {@code aal2} with a second factor
 * @param refreshedAt when it was used last, to within the lifetime of an access token
 * @param isCurrent whether it is the one that asks
 */
public record DeviceView(
        UUID sessionId,
        @Nullable String userAgent,
        String aal,
        Instant createdAt,
        Instant refreshedAt,
        boolean isCurrent) {

    static DeviceView of(Session session, @Nullable UUID current) {
        return new DeviceView(
                session.id(),
                session.userAgent(),
                session.aal(),
                session.createdAt(),
                session.refreshedAt(),
                session.id().equals(current));
    }

    @Override
    public String toString() {
        return "DeviceView[redacted]";
    }
}
