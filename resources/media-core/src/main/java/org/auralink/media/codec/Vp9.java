package org.auralink.media.codec;

import java.util.List;
import java.util.Optional;
import org.auralink.media.sdp.Codec;

/**
 * VP9.
 *
 * @param profile which colours and depths it has; 0 is what every receiver decodes (RFC 9628 6.1)
 */
public record Vp9(int profile) implements ScalableVideo {
    private static final int HIGHEST = 3;

    static Optional<PayloadFormat> of(Codec codec) {
        int number = codec.number("profile-id", 0, HIGHEST);
        return number < 0 ? Optional.empty() : Optional.of(new Vp9(number));
    }

    @Override
    public Kind kind() {
        return Kind.VP9;
    }

    @Override
    public List<Codec> offered(Sound sound) {
        return List.of(kind().codec(PayloadTypes.VP9, "profile-id=" + profile));
    }

    @Override
    public PayloadDescriptor descriptor(int dependencyExtension) {
        return new Vp9Descriptor();
    }

    @Override
    public LayerSelector layers() {
        return new Vp9Layers();
    }
}
