package org.auralink.media.connector;

/**
 * A room that exists on a node.
 *
 * @param sid the node's id of this opening of the room ({@code RM_…})
 * @param name the room's name
 * @param participants how many are in it
 */
public record NodeRoom(String sid, String name, int participants) {}
