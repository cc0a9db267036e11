package org.auralink.media.boundary;

import org.jspecify.annotations.Nullable;

/**
 * A room that somebody wants to enter.
 *
 * @param heldBy the id of the node on which people are inside, as the events tell; {@code null} for a room without
 *     people, which may be opened on any node
 * @param maxParticipants how many may be in it at once; 0 leaves the node's default
 */
public record RoomRequest(RoomName name, @Nullable String heldBy, int maxParticipants) {}
