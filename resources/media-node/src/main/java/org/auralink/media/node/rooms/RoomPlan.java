package org.auralink.media.node.rooms;

import java.util.List;
import livekit.LivekitAgentDispatch.RoomAgentDispatch;
import org.auralink.media.room.model.RoomOptions;

/**
 * What a room is to be that does not exist yet.
 *
 * @param options how it behaves
 * @param agents who is dispatched to it; empty for what is dispatched to every room
 * @param epoch which giving away of this room's name to a node it is (see {@link RoomEpochs}); 0 where nobody counts
 */
public record RoomPlan(RoomOptions options, List<RoomAgentDispatch> agents, long epoch) {
    /** Of a room whose owners nobody counts. */
    public RoomPlan(RoomOptions options, List<RoomAgentDispatch> agents) {
        this(options, agents, 0);
    }

    /** The same room, of this epoch. */
    RoomPlan of(long owner) {
        return new RoomPlan(options, agents, owner);
    }
}
