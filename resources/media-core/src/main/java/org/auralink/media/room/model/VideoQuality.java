package org.auralink.media.room.model;

/** Wanted quality of a video track, in the order of LiveKit's {@code VideoQuality}. */
public enum VideoQuality {
    LOW,
    MEDIUM,
    HIGH,
    OFF
}
