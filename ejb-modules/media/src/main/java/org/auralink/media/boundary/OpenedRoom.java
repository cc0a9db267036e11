package org.auralink.media.boundary;

import java.net.URI;

/**
 * A room that is open on a node.
 *
 * @param sid the node's id of this opening
 * @param epoch the fencing token of the node's holding: of two owners of a room the one with the higher is the present one
 * @param nodeId the node that holds it
 * @param url where the application reaches the node
 * @param publicUrl where clients reach it, {@code ws} or {@code wss}
 */
public record OpenedRoom(RoomName name, String sid, long epoch, String nodeId, URI url, URI publicUrl) {}
