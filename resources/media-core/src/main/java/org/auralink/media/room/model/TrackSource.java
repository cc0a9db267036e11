package org.auralink.media.room.model;

import org.jspecify.annotations.Nullable;

/** Where a track comes from, in the order of LiveKit's {@code TrackSource}. */
public enum TrackSource {
    UNKNOWN('U', null),
    CAMERA('C', TrackKind.VIDEO),
    MICROPHONE('M', TrackKind.AUDIO),
    SCREEN_SHARE('S', TrackKind.VIDEO),
    SCREEN_SHARE_AUDIO('s', TrackKind.AUDIO);

    private final char letter;
    private final @Nullable TrackKind kind;

    TrackSource(char letter, @Nullable TrackKind kind) {
        this.letter = letter;
        this.kind = kind;
    }

    char letter() {
        return letter;
    }

    /** Whether what comes from here can be of this kind; a source that nobody named may be of either. */
    public boolean gives(TrackKind other) {
        return kind == null || kind == other;
    }
}
