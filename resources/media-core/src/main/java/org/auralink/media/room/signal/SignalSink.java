package org.auralink.media.room.signal;

/** Where a room's messages to one client go. Called on the room's thread; must not block or call back. */
public interface SignalSink {
    /** Sends after everything that was sent before. A {@link ServerSignal.Leave} closes the connection after it. */
    void send(ServerSignal signal);

    /** Closes the connection without a word, after what was sent before. */
    default void hangUp() {}
}
