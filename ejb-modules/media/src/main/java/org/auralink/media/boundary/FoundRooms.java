package org.auralink.media.boundary;

import java.util.Map;

/**
 * The rooms that a node holds when it connects.
 *
 * @param nodeId the node's own name
 * @param rooms those that the observer owns; whole with participants if {@code missedEvents}
 * @param missedEvents whether the node cannot tell any more what happened, so that comparing has to
 */
public record FoundRooms(String nodeId, Map<RoomName, RoomState> rooms, boolean missedEvents) {}
