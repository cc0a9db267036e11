package org.auralink.media.boundary;

import org.jspecify.annotations.Nullable;

/**
 * A room that somebody wants to enter, or that is to go on.
 *
 * @param heldBy the id of the node on which people are inside, as the events tell; {@code null} for a room without
 *     people or whose people have lost their node, which may be opened on any; of a room that moves, the node that it
 *     leaves
 * @param epoch the highest fencing token of the room of which its owner knows; 0 for none
 * @param maxParticipants how many may be in it at once; 0 leaves the node's default
 */
public record RoomRequest(RoomName name, @Nullable String heldBy, long epoch, int maxParticipants) {}
