package org.auralink.identity.control;

import java.time.Duration;
import java.time.Instant;
import org.auralink.identity.entity.RefreshToken;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a refresh token that is presented (Supabase's rules; RFC 9700, 4.14.2 asks for the last one).
 */
public enum Rotation {
    /** It is replaced by a new one. */
    ISSUE_CHILD,
    /** It was replaced and the client never got the answer: it gets the token that is active now. */
    REPEAT_ACTIVE,
    /** It was replaced long ago, so two parties hold it: its session ends. */
    END_FAMILY;

    /**
     * @param active the newest token of the session that is not revoked, null when there is none
     * @param reuse how long after its revocation a token may be used again
     */
    public static Rotation of(RefreshToken presented, @Nullable RefreshToken active, Instant now, Duration reuse) {
        Instant revokedAt = presented.revokedAt();
        if (revokedAt == null) {
            return ISSUE_CHILD;
        }
        if (active != null && active.isChildOf(presented)) {
            return REPEAT_ACTIVE;
        }
        // Without an active token the session has ended, and nothing forgives that.
        return active != null && !now.isAfter(revokedAt.plus(reuse)) ? ISSUE_CHILD : END_FAMILY;
    }
}
