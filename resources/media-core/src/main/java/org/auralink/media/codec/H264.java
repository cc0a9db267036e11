package org.auralink.media.codec;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.auralink.media.sdp.Codec;

/**
 * H.264. Levels are not compared: with asymmetry they bind one direction only, and browsers name 3.1 whatever they
 * send (RFC 6184 8.2.2).
 *
 * @param packetizationMode 0 for single NAL units, 1 with aggregates and fragments; interleaving (2) is not forwarded
 */
public record H264(H264Profile profile, int packetizationMode) implements PayloadFormat {
    /** What is meant by no {@code profile-level-id}: baseline, level 1 (RFC 6184 8.1). */
    private static final String INFERRED = "42000a";
    /** 3.1, which browsers name whatever they send; with asymmetry allowed it binds nobody (RFC 6184 8.1). */
    private static final String LEVEL = "1f";

    private static final List<String> REPEATED =
            List.of("level-asymmetry-allowed", "packetization-mode", "profile-level-id");
    /** Profiles that every browser decodes: constrained baseline, baseline, main. */
    private static final Set<H264Profile> DECODED_EVERYWHERE =
            EnumSet.of(H264Profile.CONSTRAINED_BASELINE, H264Profile.BASELINE, H264Profile.MAIN);

    static Optional<PayloadFormat> of(Codec codec) {
        String mode = codec.parameter("packetization-mode");
        String level = codec.parameter("profile-level-id");
        if (!mode.isEmpty() && !mode.equals("0") && !mode.equals("1")) {
            return Optional.empty();
        }
        return H264Profile.of(level.isEmpty() ? INFERRED : level.toLowerCase(Locale.ROOT))
                .map(profile -> new H264(profile, mode.equals("1") ? 1 : 0));
    }

    @Override
    public Kind kind() {
        return Kind.H264;
    }

    /** A receiver of aggregates and fragments takes single NAL units as well (RFC 6184 6.2, 6.3). */
    @Override
    public boolean isTakenAs(PayloadFormat other) {
        return other instanceof H264 taken
                && profile.isDecodedAs(taken.profile)
                && packetizationMode <= taken.packetizationMode;
    }

    @Override
    public boolean isAccepted() {
        return DECODED_EVERYWHERE.contains(profile);
    }

    @Override
    public int variant() {
        return 2 * profile.ordinal() + 1 - packetizationMode;
    }

    /** What an answer has to repeat, and nothing that was said of the publisher's own stream (RFC 6184 8.2.2). */
    @Override
    public String answered(Codec offered, Sound sound) {
        return REPEATED.stream()
                .filter(key -> !offered.spelled(key).isEmpty())
                .map(key -> key + "=" + offered.spelled(key))
                .collect(Collectors.joining(";"));
    }

    @Override
    public List<Codec> offered(Sound sound) {
        List<Codec> codecs = new ArrayList<>();
        codecs.add(ours());
        for (int mode = 1; mode >= 0; mode--) {
            for (H264Profile name : H264Profile.values()) {
                var other = new H264(name, mode);
                if (!other.equals(this) && isTakenAs(other)) {
                    codecs.add(other.ours());
                }
            }
        }
        return List.copyOf(codecs);
    }

    private Codec ours() {
        String parameters = "level-asymmetry-allowed=1;packetization-mode=" + packetizationMode + ";profile-level-id="
                + profile.text() + LEVEL;
        return kind().codec(PayloadTypes.of(this), parameters);
    }

    @Override
    public PayloadDescriptor descriptor(int dependencyExtension) {
        return new H264Payload();
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
