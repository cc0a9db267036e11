package org.auralink.media.room.signal;

/** Which of a client's two connections a message is about, in the order of LiveKit's {@code SignalTarget}. */
public enum SignalTarget {
    PUBLISHER,
    SUBSCRIBER
}
