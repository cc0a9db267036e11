package org.auralink.media.node.rooms;

import org.auralink.media.room.RoomEvents;

/** Learns what happens in the rooms of this node, from their beginning. */
public interface RoomObserver {
    /**
     * A room is about to open.
     *
     * @param plan what it is to be
     * @return is told what happens in it, on its thread: it must only hand over
     */
    RoomEvents opening(RoomPlan plan);
}
