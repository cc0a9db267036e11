package org.auralink.media.transport;

/**
 * How long an association may be in which state.
 *
 * @param limits has the times
 * @param openedAt nanoseconds of the loop's clock
 */
record StateTimes(TransportLimits limits, long openedAt) {
    /**
     * When the state ends for want of checks (RFC 7675).
     *
     * @param lastCheck when the client's last check came
     */
    long dueAt(TransportState state, long lastCheck) {
        return switch (state) {
            case NEW -> openedAt + limits.connectWithin().toNanos();
            case CONNECTED -> lastCheck + limits.disconnectedAfter().toNanos();
            case DISCONNECTED -> lastCheck + limits.failedAfter().toNanos();
            case FAILED, CLOSED -> Long.MAX_VALUE;
        };
    }
}
