package org.auralink.media.node.rooms;

import java.util.concurrent.atomic.LongAdder;

/** What happened in all rooms since the start. From any thread. */
public final class RoomCounters {
    private final LongAdder descriptionsRefused = new LongAdder();
    private final LongAdder iceRestarts = new LongAdder();

    void descriptionRefused() {
        descriptionsRefused.increment();
    }

    void iceRestartAsked() {
        iceRestarts.increment();
    }

    /** Session descriptions of clients that could not be used. */
    public long descriptionsRefused() {
        return descriptionsRefused.sum();
    }

    /** ICE restarts that rooms asked for, because the path to a client fell silent. */
    public long iceRestarts() {
        return iceRestarts.sum();
    }
}
