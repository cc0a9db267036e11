package org.auralink.media.room;

import org.auralink.media.room.model.SidGenerator;

/**
 * What a room is given by its loop.
 *
 * @param sids ids and random numbers
 * @param links associations with clients
 * @param events told what happens
 * @param clock wall-clock time
 * @param limits bounds of everything clients can make the room keep
 */
public record RoomContext(SidGenerator sids, PeerLinks links, RoomEvents events, UnixClock clock, RoomLimits limits) {}
