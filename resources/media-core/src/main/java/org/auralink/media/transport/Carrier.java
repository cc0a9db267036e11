package org.auralink.media.transport;

/**
 * A way to one client that is not the loop's own UDP socket: a TCP connection, or a relay. It has shown by itself that the
 * client receives at its other end, as nobody completes a handshake from an address that is not theirs. Used on the
 * loop's thread.
 */
public interface Carrier {
    /**
     * Sends a datagram, with whatever else leaves in this batch; the bytes are copied before it returns.
     *
     * @return false when it was dropped, because too much waits for this client, or the way is closed
     */
    boolean send(byte[] buf, int from, int size);

    /** No association is reached over it any more; what was sent still leaves. */
    void close();
}
