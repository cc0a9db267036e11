package org.auralink.media.node.rooms;

import org.auralink.media.room.Room;

/** Done with an open room, on its loop's thread, as {@link org.auralink.media.node.net.LoopTask} with the loop. */
@FunctionalInterface
public interface RoomTask<T> {
    /** @param now nanoseconds of the loop's clock */
    T apply(long now, Room room);
}
