package org.auralink.media.sctp;

/** Is told what happens to a {@link SctpAssociation}, while it takes packets, the time, or is asked for packets. */
public interface AssociationEvents {
    /** Both sides have shaken hands. */
    void onConnected(long now);

    /** The peer lost its state and began anew (RFC 9260 5.2.4.1): what was under way is lost, all streams begin at zero. */
    void onRestarted(long now);

    /** A message came; the bytes are whoever's again on return. */
    void onMessage(long now, int stream, int ppid, byte[] buf, int from, int size);

    /** Streams we send on begin anew: all that was sent on them before arrived, or the peer cannot reset streams. */
    void onOutgoingReset(long now, int[] streams);

    /** Streams the peer sends on begin anew; an empty list means all of them. */
    void onIncomingReset(long now, int[] streams);

    /** As little waits to be sent on a stream as was to be told of. */
    void onBufferedAmountLow(long now, int stream);

    /** It is over; told once. */
    void onEnded(long now, EndReason reason);
}
