package org.auralink.media.codec;

import java.util.List;
import java.util.Optional;
import org.auralink.media.sdp.Codec;

/**
 * H.265. Levels are not compared: browsers name the highest that they decode, whatever they send (RFC 7798 7.2.2).
 *
 * @param profile 1 is what every receiver of H.265 decodes (ITU-T H.265 A.3.2); 0 and above 31 mean nothing
 * @param tier 0 for main, 1 for high
 */
public record H265(int profile, int tier) implements PayloadFormat {
    private static final int MAIN = 1;
    private static final int HIGHEST = 31;
    /** 6.0, which browsers name whatever they send: it is 30 times the level. */
    private static final int LEVEL = 180;

    static Optional<PayloadFormat> of(Codec codec) {
        int profile = codec.number("profile-id", MAIN, HIGHEST);
        int tier = codec.number("tier-flag", 0, 1);
        // What is spread over several streams or sessions cannot be put together here (RFC 7798 4.4.3).
        String mode = codec.parameter("tx-mode");
        boolean single = mode.isEmpty() || mode.equals("srst");
        return profile < MAIN || tier < 0 || !single ? Optional.empty() : Optional.of(new H265(profile, tier));
    }

    @Override
    public Kind kind() {
        return Kind.H265;
    }

    @Override
    public boolean isTakenAs(PayloadFormat other) {
        return other instanceof H265 taken && profile == taken.profile && tier <= taken.tier;
    }

    @Override
    public boolean isAccepted() {
        return profile == MAIN && tier == 0;
    }

    @Override
    public List<Codec> offered(Sound sound) {
        String parameters = "level-id=" + LEVEL + ";profile-id=" + profile + ";tier-flag=" + tier + ";tx-mode=SRST";
        return List.of(kind().codec(PayloadTypes.H265, parameters));
    }

    @Override
    public PayloadDescriptor descriptor(int dependencyExtension) {
        return new H265Payload();
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
