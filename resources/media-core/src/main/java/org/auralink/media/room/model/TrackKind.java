package org.auralink.media.room.model;

/** What a track carries. Numbers are those of LiveKit's {@code TrackType}. */
public enum TrackKind {
    AUDIO,
    VIDEO
}
