package org.auralink.media.dtls;

import org.auralink.media.srtp.SrtpKeys;

/** Is told what becomes of a {@link DtlsServer}. Called on the loop's thread. */
public interface DtlsEvents {
    /** A datagram for the client; the array is free again on return. */
    void onDtlsDatagram(byte[] buf, int from, int size);

    /**
     * The handshake is complete. Whether the client is the right one is yet to be seen.
     *
     * @param certificate the client's, DER
     */
    void onSecured(long now, SrtpKeys keys, byte[] certificate);

    /** The handshake was refused, timed out or broke off. */
    void onHandshakeFailed(long now);

    /** No thread is left for a handshake. */
    void onHandshakeRefused(long now);

    /** The client ended a complete association. */
    void onDtlsClosed(long now);
}
