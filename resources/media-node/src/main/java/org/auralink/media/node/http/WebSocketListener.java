package org.auralink.media.node.http;

/** Receives one WebSocket's messages, on its I/O thread. {@link #onClosed()} is the last call and always comes. */
public interface WebSocketListener {
    /** The upgrade is done; messages may be sent. */
    void onOpen(WebSocket socket);

    void onBinary(byte[] message);

    void onText(String message);

    void onClosed();
}
