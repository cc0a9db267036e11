package org.auralink.media.node.http;

/**
 * Receives one WebSocket's messages, in order and one at a time, on a worker. {@link #onClosed()} is the last call and
 * always comes.
 */
public interface WebSocketListener {
    /** The upgrade is done; messages may be sent. On the connection's thread. */
    void onOpen(WebSocket socket);

    /**
     * A frame arrived: part of a message, or a ping, a pong, a close. On the connection's thread, before anything is made
     * of it.
     *
     * @param bytes of its payload, decompressed
     * @return whether to go on; false closes the connection with {@link WebSocket#POLICY_VIOLATION}
     */
    boolean onFrame(int bytes);

    /** A binary message, complete; the array is the listener's. */
    void onBinary(byte[] message);

    /** A text message, complete, as it came: whether it is UTF-8 is not known yet. The array is the listener's. */
    void onText(byte[] message);

    /** The connection is gone, or the upgrade never came about. */
    void onClosed();
}
