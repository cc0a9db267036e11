package org.auralink.media.node.rooms;

import org.auralink.media.room.Room;

/** Something done with an open room, on its loop's thread. */
@FunctionalInterface
public interface RoomCall<T> {
    /** @param now nanoseconds of the loop's clock */
    T apply(long now, Room room);
}
