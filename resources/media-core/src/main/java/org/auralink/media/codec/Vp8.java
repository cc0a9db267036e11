package org.auralink.media.codec;

import java.util.List;
import org.auralink.media.sdp.Codec;

/** VP8. Its parameters bound frame rate and size of what is received (RFC 7741 6.1). */
public record Vp8() implements PayloadFormat {
    @Override
    public Kind kind() {
        return Kind.VP8;
    }

    @Override
    public boolean isTakenAs(PayloadFormat other) {
        return other instanceof Vp8;
    }

    @Override
    public List<Codec> offered(Sound sound) {
        return List.of(kind().codec(PayloadTypes.VP8, ""));
    }

    @Override
    public PayloadDescriptor descriptor(int dependencyExtension) {
        return new Vp8Descriptor();
    }

    @Override
    public boolean isScalable() {
        return true;
    }

    @Override
    public LayerSelector layers() {
        return new TemporalLayers();
    }
}
