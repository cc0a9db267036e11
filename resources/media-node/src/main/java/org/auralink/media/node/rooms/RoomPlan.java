package org.auralink.media.node.rooms;

import java.util.List;
import livekit.LivekitAgentDispatch.RoomAgentDispatch;
import org.auralink.media.room.model.RoomOptions;

/**
 * What a room is to be that does not exist yet.
 *
 * @param options how it behaves
 * @param agents who is dispatched to it; empty for what is dispatched to every room
 */
public record RoomPlan(RoomOptions options, List<RoomAgentDispatch> agents) {}
