package org.auralink.media.control;

/**
 * Where a room is, or is to be opened.
 *
 * @param epoch of the node's holding, which it is shown with everything that concerns the room
 */
public record PlacedRoom(AnnouncedNode node, long epoch) {}
