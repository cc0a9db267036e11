package org.auralink.media.codec;

import java.util.List;
import java.util.Optional;
import org.auralink.media.sdp.Codec;

/**
 * AV1. Level and tier bound what a receiver decodes; browsers name 5 and 0 whatever they send.
 *
 * @param profile which colours and depths it has; 0 is what every receiver decodes (AV1 RTP payload format, 7.2)
 */
public record Av1(int profile) implements ScalableVideo {
    private static final int HIGHEST = 2;

    static Optional<PayloadFormat> of(Codec codec) {
        int number = codec.number("profile", 0, HIGHEST);
        return number < 0 ? Optional.empty() : Optional.of(new Av1(number));
    }

    @Override
    public Kind kind() {
        return Kind.AV1;
    }

    @Override
    public List<Codec> offered(Sound sound) {
        return List.of(kind().codec(PayloadTypes.AV1, "level-idx=5;profile=" + profile + ";tier=0"));
    }

    @Override
    public boolean describesDependencies() {
        return true;
    }

    @Override
    public PayloadDescriptor descriptor(int dependencyExtension) {
        return new Av1Descriptor(dependencyExtension);
    }

    @Override
    public LayerSelector layers() {
        return new Av1Layers();
    }
}
