package org.auralink.calls.boundary;

import org.auralink.media.boundary.RoomRequest;
import org.jspecify.annotations.Nullable;

/**
 * An open call as an organization's back end knows it.
 *
 * @param name what the back end calls its room; the call's id when it has no other name
 * @param nodeId the node that has opened the room, as far as is known
 * @param request the room at the media nodes
 */
public record NamedRoom(
        String callId, String name, @Nullable String nodeId, RoomRequest request) {}
