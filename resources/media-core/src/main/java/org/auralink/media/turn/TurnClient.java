package org.auralink.media.turn;

import java.net.InetSocketAddress;

/** The other end of an allocation: a UDP address, or a connection. Two of them are equal when they are the same. */
public interface TurnClient {
    /** Where its messages come from. */
    InetSocketAddress address();

    /** Whether its messages come in a connection, where channel data is filled up (RFC 8656 12.5). */
    boolean isConnection();

    /** Sends a message; the bytes are copied before it returns. Drops it when too much waits for this client. */
    void send(byte[] buf, int from, int size);
}
