package org.auralink.media.room;

import org.auralink.media.room.model.SidGenerator;
import org.auralink.media.transport.TransportFactory;

/**
 * What a room is given by its loop.
 *
 * @param sids ids and random numbers
 * @param transports associations with clients, on the loop's UDP port
 * @param events told what happens
 * @param clock wall-clock time
 * @param limits bounds of everything clients can make the room keep
 * @param tuning how it behaves
 */
public record RoomContext(
        SidGenerator sids,
        TransportFactory transports,
        RoomEvents events,
        UnixClock clock,
        RoomLimits limits,
        RoomTuning tuning) {
    /** With {@link RoomTuning#DEFAULT}. */
    public RoomContext(
            SidGenerator sids, TransportFactory transports, RoomEvents events, UnixClock clock, RoomLimits limits) {
        this(sids, transports, events, clock, limits, RoomTuning.DEFAULT);
    }
}
