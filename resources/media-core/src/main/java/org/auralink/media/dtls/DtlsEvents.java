package org.auralink.media.dtls;

import org.auralink.media.srtp.SrtpKeys;

/** Is told what becomes of a {@link DtlsAssociation}. Called on the loop's thread. */
public interface DtlsEvents {
    /** A datagram for the other side; the array is free again on return. */
    void onDtlsDatagram(byte[] buf, int from, int size);

    /**
     * The handshake is complete. Whether the other side is the right one is yet to be seen.
     *
     * @param ours our side in it, which tells whose keys are whose
     * @param certificate the other side's, DER
     */
    void onSecured(long now, DtlsRole ours, SrtpKeys keys, byte[] certificate);

    /** The other side sent data; the array is free again on return. */
    void onApplicationData(long now, byte[] buf, int size);

    /** The handshake was refused, timed out or broke off. */
    void onHandshakeFailed(long now);

    /** No thread is left for a handshake. */
    void onHandshakeRefused(long now);

    /** The other side ended a complete association. */
    void onDtlsClosed(long now);
}
