package org.auralink.media.room;

import org.auralink.media.room.forward.Scratch;
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
 * @param scratch buffers for the packet at hand, which all rooms of a loop share
 */
public record RoomContext(
        SidGenerator sids,
        TransportFactory transports,
        RoomEvents events,
        UnixClock clock,
        RoomLimits limits,
        RoomTuning tuning,
        Scratch scratch) {
    /** With {@link RoomTuning#DEFAULT}, and buffers of its own: nobody can be moved to or from such a room. */
    public RoomContext(
            SidGenerator sids, TransportFactory transports, RoomEvents events, UnixClock clock, RoomLimits limits) {
        this(sids, transports, events, clock, limits, RoomTuning.DEFAULT, new Scratch());
    }
}
