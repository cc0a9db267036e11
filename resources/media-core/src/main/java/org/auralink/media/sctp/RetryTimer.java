package org.auralink.media.sctp;

/** A time at which something is due, or none; T1, T2, T3 and the like (RFC 9260 6.3.2). */
final class RetryTimer {
    /** No time. */
    static final long NEVER = Long.MAX_VALUE;

    private long dueAt = NEVER;

    void start(long at) {
        dueAt = at;
    }

    void stop() {
        dueAt = NEVER;
    }

    boolean isRunning() {
        return dueAt != NEVER;
    }

    /** Nanoseconds of the association's clock, or {@link #NEVER}. */
    long dueAt() {
        return dueAt;
    }

    /** Whether the time has come; it is stopped then. */
    boolean expires(long now) {
        if (dueAt == NEVER || dueAt > now) {
            return false;
        }
        dueAt = NEVER;
        return true;
    }
}
