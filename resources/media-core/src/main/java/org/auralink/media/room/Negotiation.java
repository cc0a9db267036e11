package org.auralink.media.room;

import org.auralink.media.room.signal.ClientSignal;

/**
 * How the two sides of a {@link ClientConnection} agree on what it carries (RFC 8829): in LiveKit's protocol one side
 * offers for as long as the connection lives.
 */
sealed interface Negotiation permits Answering, Offering {
    /** The client offers. A description that cannot be used changes nothing. */
    void offered(long now, ClientSignal.Offer described);

    /** The client answers. */
    void answered(long now, ClientSignal.Answer described);

    /** The client comes back over a new signalling connection: both sides begin ICE anew. */
    void resumed(long now);

    /** Media can flow. */
    void connected(long now);

    /**
     * Does what is due.
     *
     * @param reachable whether the client can be told something
     */
    void tick(long now, boolean reachable);
}
