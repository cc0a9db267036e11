package org.auralink.media.room.model;

/** What a track carries. Numbers are those of LiveKit's {@code TrackType}. */
public enum TrackKind {
    AUDIO,
    VIDEO;

    /** The kind of media section that such tracks are sent in. */
    public String section() {
        return this == VIDEO ? "video" : "audio";
    }
}
