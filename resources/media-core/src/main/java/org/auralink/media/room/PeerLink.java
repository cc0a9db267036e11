package org.auralink.media.room;

import java.util.List;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.IceCredentials;

/**
 * One ICE-lite, DTLS and SRTP association with a client, as its room sees it. The node joins it to a transport and a
 * socket; tests join two in memory. Called on the room's thread only.
 */
public interface PeerLink {
    /** What the client's checks must name. Changes with {@link #restartIce}. */
    IceCredentials localCredentials();

    /** Hash of the node's certificate. */
    Fingerprint localFingerprint();

    /** Host candidates of the node, RFC 8839 5.1 without {@code a=}: {@code candidate:1 1 udp …}. At least one. */
    List<String> candidates();

    /** Takes new local credentials (RFC 8445 9); media flows on the old path until the client checks the new one. */
    void restartIce(long now);

    /** What the client's description said. Repeated with each description; unchanged values change nothing. */
    void setRemote(long now, IceCredentials credentials, Fingerprint fingerprint);

    /** Seals and sends a complete RTP packet; the array is free again on return. False when it was dropped. */
    boolean sendRtp(long now, byte[] buf, int from, int size);

    /** Seals and sends compound or reduced-size RTCP. False when it was dropped. */
    boolean sendRtcp(long now, byte[] buf, int from, int size);

    /** Ends the association. Its listener hears nothing more. */
    void close(long now);
}
