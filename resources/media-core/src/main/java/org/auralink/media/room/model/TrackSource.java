package org.auralink.media.room.model;

/** Where a track comes from, in the order of LiveKit's {@code TrackSource}. */
public enum TrackSource {
    UNKNOWN('U'),
    CAMERA('C'),
    MICROPHONE('M'),
    SCREEN_SHARE('S'),
    SCREEN_SHARE_AUDIO('s');

    private final char letter;

    TrackSource(char letter) {
        this.letter = letter;
    }

    char letter() {
        return letter;
    }
}
