package org.auralink.media.room.model;

/** How well a participant is connected, in the order of LiveKit's {@code ConnectionQuality}. */
public enum ConnectionQuality {
    POOR,
    GOOD,
    EXCELLENT,
    LOST
}
