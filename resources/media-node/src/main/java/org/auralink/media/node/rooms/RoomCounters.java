package org.auralink.media.node.rooms;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.auralink.media.room.Spared;
import org.auralink.media.room.data.DataRefusal;

/** What happened in all rooms since the start. From any thread. */
public final class RoomCounters {
    private final LongAdder descriptionsRefused = new LongAdder();
    private final LongAdder iceRestarts = new LongAdder();
    private final RoomMeasures measures = new RoomMeasures();
    private final LongAdder[] dataRefused = new LongAdder[DataRefusal.values().length];

    private final LongAdder[] spared = new LongAdder[Spared.values().length];

    RoomCounters() {
        Arrays.setAll(spared, reason -> new LongAdder());
        Arrays.setAll(dataRefused, reason -> new LongAdder());
    }

    /** What LiveKit's server counts too. */
    public RoomMeasures measures() {
        return measures;
    }

    void descriptionRefused() {
        descriptionsRefused.increment();
    }

    void refuseData(DataRefusal reason) {
        dataRefused[reason.ordinal()].increment();
    }

    /** Times that data of participants was not passed on, or not to one of its receivers, for this reason. */
    public long dataRefused(DataRefusal reason) {
        return dataRefused[reason.ordinal()].sum();
    }

    void spare(Spared reason, long bytes) {
        spared[reason.ordinal()].add(bytes);
    }

    /** Bytes that participants were not sent because they can do without, for this reason. */
    public long spared(Spared reason) {
        return spared[reason.ordinal()].sum();
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
