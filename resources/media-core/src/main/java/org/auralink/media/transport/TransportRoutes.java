package org.auralink.media.transport;

/** Which transport a datagram belongs to: kept by the loop, told by the transports. Called on the loop's thread. */
public interface TransportRoutes {
    /** From now on the transport wants {@link PeerTransport#handleTimeout}. */
    void opened(PeerTransport transport);

    /** The transport is over; it has removed its fragments and addresses. */
    void closed(PeerTransport transport);

    /** STUN with this user name fragment of ours is for {@code transport}. */
    void addUfrag(String ufrag, PeerTransport transport);

    /** The fragment is not in use any more. */
    void removeUfrag(String ufrag);

    /**
     * Everything but STUN from this address is for {@code transport}, which has seen an authenticated check from it.
     *
     * @return false when another transport holds the address and heard from it just now: nobody may take over an
     *     address by sending a check with a forged source
     */
    boolean addAddress(long now, PeerAddress address, PeerTransport transport);

    /**
     * Nothing from this address is for {@code transport} any more, and its carrier is closed; no effect when it belongs to
     * another by now.
     */
    void removeAddress(PeerAddress address, PeerTransport transport);
}
