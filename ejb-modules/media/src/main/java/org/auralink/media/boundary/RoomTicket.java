package org.auralink.media.boundary;

import java.net.URI;

/**
 * What a client of LiveKit's protocol needs to enter a room. Does not print the token.
 *
 * @param url the WebSocket address of the node that holds the room
 * @param token good for ten minutes
 * @param nodeId that node's id
 */
public record RoomTicket(URI url, String token, String nodeId) {

    @Override
    public String toString() {
        return "RoomTicket[redacted]";
    }
}
