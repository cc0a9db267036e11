package org.auralink.media.connector;

import java.util.List;

/**
 * What the application may ask of one media node. Every method that talks to the node throws
 * {@link MediaNodeException.Unavailable} when no answer comes in time and {@link MediaNodeException.Refused} when the
 * node answers with an error; all of them can be repeated safely.
 */
public interface MediaNodeConnection extends AutoCloseable {

    /** Creates the room, or returns the existing one of that name unchanged. */
    NodeRoom openRoom(OpenRoom room);

    /**
     * Closes the room and disconnects everybody in it.
     *
     * @throws MediaNodeException.NotFound when the node has no room of that name
     */
    void closeRoom(String roomName);

    /**
     * Lists rooms that exist on the node now.
     *
     * @param names only rooms of these names; empty means all rooms
     */
    List<NodeRoom> listRooms(List<String> names);

    /**
     * Lists whose media is connected in the room now, as those are of whom the events tell that they joined; a room that
     * does not exist has nobody in it.
     */
    List<NodeParticipant> listParticipants(String roomName);

    /**
     * Disconnects one participant.
     *
     * @throws MediaNodeException.NotFound when the room or the participant does not exist
     */
    void removeParticipant(String roomName, String identity);

    /** Signs the token with which a client joins the room. Needs no answer from the node. */
    String joinToken(JoinGrant grant);

    /** Gives the connection back to the pool. */
    @Override
    void close();
}
