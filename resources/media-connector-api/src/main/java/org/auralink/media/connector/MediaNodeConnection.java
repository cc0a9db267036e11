package org.auralink.media.connector;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the application may ask of one media node. Every method that talks to the node throws
 * {@link MediaNodeException.Unavailable} when no answer comes in time and {@link MediaNodeException.Refused} when the
 * node answers with an error; all of them can be repeated safely.
 */
public interface MediaNodeConnection extends AutoCloseable {

    /**
     * Creates the room, or returns the existing one of that name unchanged. A node that drains answers
     * {@link MediaNodeException.Unavailable} for a room that it does not have.
     */
    NodeRoom openRoom(OpenRoom room);

    /**
     * Closes the room and disconnects everybody in it.
     *
     * @throws MediaNodeException.NotFound when the node has no room of that name
     */
    default void closeRoom(String roomName) {
        closeRoom(roomName, 0);
    }

    /**
     * Closes the room as {@link #closeRoom(String)} does, for its owner of this epoch.
     *
     * @param epoch as of {@link OpenRoom#epoch}; {@link MediaNodeException.Refused} with {@code failed_precondition} when the
     *     node has seen a higher one
     */
    void closeRoom(String roomName, long epoch);

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
     * Disconnects one participant. A node of ours takes none of the tokens any more that it had, also when it was not
     * inside just then.
     *
     * @throws MediaNodeException.NotFound when the room or the participant does not exist
     */
    void removeParticipant(String roomName, String identity);

    /**
     * Mutes all tracks of one participant that come from the source; those that are muted stay so. Nobody is unmuted from
     * afar.
     *
     * @param source as of {@link NodeTrack#source}
     * @return how many tracks it has from there
     * @throws MediaNodeException.NotFound when the room or the participant does not exist
     */
    int muteTracks(String roomName, String identity, String source);

    /**
     * Changes what one participant may do, which takes the tracks that it may not publish any more, and what travels with
     * it. {@link JoinPermissions#administer} is no part of it: what the node's API may be asked stands in a token alone.
     *
     * @param attributes that are added or replaced; an empty value takes one away
     * @throws MediaNodeException.NotFound when the room or the participant does not exist
     */
    void updateParticipant(
            String roomName, String identity, Map<String, String> attributes, JoinPermissions permissions);

    /**
     * Asks the node's server API for something about one room in LiveKit's own words, for whoever speaks them.
     *
     * @param method of {@code livekit.RoomService}: {@code ListRooms}, or one that {@code roomAdmin} is enough for
     * @param request the request's message in the JSON form of Protocol Buffers, which names this room and no other
     * @return the answer's message in that form
     * @throws MediaNodeException.NotFound when the room, the participant or the track does not exist
     */
    String roomService(String method, String roomName, String request);

    /** Signs the token with which a client joins the room. Needs no answer from the node. */
    String joinToken(JoinGrant grant);

    /**
     * Has the node emptied: it opens no new rooms from now on, and ends those that are left at the deadline, in a way that
     * makes clients connect anew. Once more gives a drain that runs another deadline.
     *
     * @param deadline how long rooms go on, up to a day; zero ends them now
     * @param elsewhere {@code ws:} or {@code wss:} addresses of other nodes, up to eight, nearest first, which the node
     *     tells clients that are left then; may be empty
     * @throws MediaNodeException.NotFound when the node cannot be drained, as a stock LiveKit server cannot
     */
    DrainProgress drain(Duration deadline, List<URI> elsewhere);

    /** Lets a node that was being emptied open rooms again; what was ended stays so. */
    DrainProgress undrain();

    /** How far it is emptied. */
    DrainProgress drainProgress();

    /**
     * Whether connections to the node's address are refused now, as when its process is gone. Waits for no answer of the
     * node: one that hangs takes connections.
     */
    boolean refusesConnections();

    /** Gives the connection back to the pool. */
    @Override
    void close();
}
