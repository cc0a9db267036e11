package org.auralink.media.connector.adapter;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides when a node that does not answer counts as lost, and that it is told once. */
final class Outage {

    private final Duration lostAfter;
    private final Duration goneAfter;
    private @Nullable Instant since;
    private boolean gone;
    private boolean told;

    /**
     * @param lostAfter how long a node may say nothing
     * @param goneAfter how long it may be that nobody takes connections there
     */
    Outage(Duration lostAfter, Duration goneAfter) {
        this.lostAfter = lostAfter;
        this.goneAfter = goneAfter;
    }

    /** The node answered. */
    void over() {
        since = null;
        gone = false;
        told = false;
    }

    /** The last sign of life came at {@code instant}; an outage that already runs keeps its beginning. */
    void began(Instant instant) {
        if (since == null) {
            since = instant;
        }
    }

    /** How the last attempt failed: whether no connection could be made. */
    void failed(boolean noConnection) {
        gone = noConnection;
    }

    /**
     * Whether the node must now be reported lost.
     *
     * @return when the outage began, or {@code null} while it is too short or was reported already
     */
    @Nullable
    Instant lost(Instant now) {
        Instant begin = since;
        return begin == null || told || now.isBefore(begin.plus(gone ? goneAfter : lostAfter)) ? null : begin;
    }

    /** The loss has been delivered. */
    void told() {
        told = true;
    }
}
