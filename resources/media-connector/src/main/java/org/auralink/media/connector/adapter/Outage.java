package org.auralink.media.connector.adapter;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides when a node that does not answer counts as lost, and that it is told once. */
final class Outage {

    private final Duration lostAfter;
    private final Duration goneAfter;
    private @Nullable Instant since;
    private @Nullable Instant refusedSince;
    private boolean told;

    /**
     * @param lostAfter how long a node may say nothing
     * @param goneAfter how long connections to it may be refused
     */
    Outage(Duration lostAfter, Duration goneAfter) {
        this.lostAfter = lostAfter;
        this.goneAfter = goneAfter;
    }

    /** The node answered. */
    void over() {
        since = null;
        refusedSince = null;
        told = false;
    }

    /** The last sign of life came at {@code instant}; an outage that already runs keeps its beginning. */
    void began(Instant instant) {
        if (since == null) {
            since = instant;
        }
    }

    /** An attempt failed, because the connection was refused or otherwise. */
    void failed(boolean refused, Instant now) {
        if (!refused) {
            refusedSince = null;
        } else if (refusedSince == null) {
            refusedSince = now;
        }
    }

    /** For how long every connection has been refused; {@code null} when the last one was not. */
    @Nullable
    Duration refusedFor(Instant now) {
        Instant first = refusedSince;
        return first == null ? null : Duration.between(first, now);
    }

    /** Whether connections are refused, for less time than is looked at: the next attempt is soon. */
    boolean isOpen(Instant now) {
        Duration refused = refusedFor(now);
        return !told && refused != null && refused.compareTo(goneAfter) < 0;
    }

    /**
     * Whether the node must now be reported lost.
     *
     * @return when the outage began, or {@code null} while it is too short or was reported already
     */
    @Nullable
    Instant lost(Instant now) {
        Instant begin = since;
        Duration refused = refusedFor(now);
        if (begin == null || told) {
            return null;
        }
        boolean gone = refused != null && refused.compareTo(goneAfter) >= 0;
        return gone || !now.isBefore(begin.plus(lostAfter)) ? begin : null;
    }

    /** The loss has been delivered. */
    void told() {
        told = true;
    }
}
