package org.auralink.media.codec;

import java.util.List;
import org.auralink.media.sdp.Codec;

/** Opus. Its parameters are wishes of the receiver that a sender may follow (RFC 7587 7.1). */
public record Opus() implements PayloadFormat {
    @Override
    public Kind kind() {
        return Kind.OPUS;
    }

    @Override
    public boolean isTakenAs(PayloadFormat other) {
        return other instanceof Opus;
    }

    /** What we want of a publisher. Two channels may take Opus' highest bit rate; the publisher chooses a lower. */
    @Override
    public String answered(Codec offered, Sound sound) {
        return "minptime=10;useinbandfec=1" + (sound.pauses() ? ";usedtx=1" : "")
                + (sound.stereo() ? ";stereo=1;maxaveragebitrate=510000" : "");
    }

    @Override
    public List<Codec> offered(Sound sound) {
        String parameters = "minptime=10;useinbandfec=1" + (sound.stereo() ? ";stereo=1;sprop-stereo=1" : "");
        return List.of(kind().codec(sound.stereo() ? PayloadTypes.STEREO_OPUS : PayloadTypes.OPUS, parameters));
    }

    @Override
    public PayloadDescriptor descriptor(int dependencyExtension) {
        return new OpaquePayload();
    }
}
