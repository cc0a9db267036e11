package org.auralink.media.boundary;

import java.net.URI;

/**
 * A room that is open on a node.
 *
 * @param nodeId the node that holds it
 * @param url where the application reaches the node
 * @param publicUrl where clients reach it, {@code ws} or {@code wss}
 */
public record OpenedRoom(RoomName name, String nodeId, URI url, URI publicUrl) {}
