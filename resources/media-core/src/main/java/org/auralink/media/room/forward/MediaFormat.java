package org.auralink.media.room.forward;

import org.auralink.media.sdp.Codec;

/** What the room knows to do with a codec's payload. */
public enum MediaFormat {
    /** Numbers its frames in the payload; a receiver can begin at key frames. */
    VP8,
    /** A receiver can begin at key frames. */
    H264,
    /** A receiver can begin anywhere. */
    OPUS;

    /** The format of an accepted codec. */
    public static MediaFormat of(Codec codec) {
        return codec.is("VP8") ? VP8 : codec.is("H264") ? H264 : OPUS;
    }

    /** Whether a receiver has to begin with a key frame. */
    public boolean needsKeyFrame() {
        return this != OPUS;
    }

    /** The part of its MIME type behind the slash, as LiveKit writes it. */
    public String mimeName() {
        return this == OPUS ? "opus" : name();
    }
}
