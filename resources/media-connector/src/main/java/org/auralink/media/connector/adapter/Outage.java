package org.auralink.media.connector.adapter;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides when a node that does not answer counts as lost, and that it is told once. */
final class Outage {

    private final Duration lostAfter;
    private @Nullable Instant since;
    private boolean told;

    Outage(Duration lostAfter) {
        this.lostAfter = lostAfter;
    }

    /** The node answered. */
    void over() {
        since = null;
        told = false;
    }

    /** The last sign of life came at {@code instant}; an outage that already runs keeps its beginning. */
    void began(Instant instant) {
        if (since == null) {
            since = instant;
        }
    }

    /**
     * Whether the node must now be reported lost.
     *
     * @return when the outage began, or {@code null} while it is too short or was reported already
     */
    @Nullable
    Instant lost(Instant now) {
        Instant begin = since;
        return begin == null || told || now.isBefore(begin.plus(lostAfter)) ? null : begin;
    }

    /** The loss has been delivered. */
    void told() {
        told = true;
    }
}
