package org.auralink.media.node.http;

/** Receives one WebSocket's messages, on its I/O thread. {@link #onClosed()} is the last call and always comes. */
public interface WebSocketListener {
    /** The upgrade is done; messages may be sent. */
    void onOpen(WebSocket socket);

    /** A binary message, complete; the array is the listener's. */
    void onBinary(byte[] message);

    /** A text message, complete. */
    void onText(String message);

    /** The connection is gone, or the upgrade never came about. */
    void onClosed();
}
