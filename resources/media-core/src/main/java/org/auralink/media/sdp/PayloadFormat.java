package org.auralink.media.sdp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A format of payload that the room forwards: what {@code a=rtpmap} and {@code a=fmtp} mean, not how they are written. A
 * description's codec that has none is not forwarded; there is no format that is taken for want of another.
 */
public sealed interface PayloadFormat {
    /** The formats by name. Clock and channels are part of what a name means: times are computed with them. */
    enum Kind {
        /** Audio; a receiver can begin anywhere (RFC 7587 7). */
        OPUS("opus", 48_000, 2, false),
        /** Video that numbers its frames in the payload (RFC 7741 6.1). */
        VP8("VP8", 90_000, 1, true),
        /** Video (RFC 6184 8.2.1). */
        H264("H264", 90_000, 1, true);

        private final String encodingName;
        private final int clockRate;
        private final int channels;
        private final boolean video;

        Kind(String encodingName, int clockRate, int channels, boolean video) {
            this.encodingName = encodingName;
            this.clockRate = clockRate;
            this.channels = channels;
            this.video = video;
        }

        /** The format of {@code audio} or {@code video} with this name, whatever the case. */
        public static Optional<Kind> named(String media, String name) {
            String mime = media + "/" + name;
            return Arrays.stream(values())
                    .filter(kind -> kind.mimeType().equalsIgnoreCase(mime))
                    .findFirst();
        }

        /** The part of its MIME type behind the slash, as LiveKit writes it. */
        public String encodingName() {
            return encodingName;
        }

        /** Of its RTP timestamps, in Hz. */
        public int clockRate() {
            return clockRate;
        }

        /** As in {@code a=rtpmap}. */
        public int channels() {
            return channels;
        }

        /** Whether a receiver has to begin with a key frame. */
        public boolean needsKeyFrame() {
            return video;
        }

        /** {@code audio/opus}, {@code video/VP8} and so on. */
        public String mimeType() {
            return (video ? "video/" : "audio/") + encodingName;
        }

        private boolean isNamedBy(Codec codec) {
            return codec.is(encodingName) && codec.clockRate() == clockRate && codec.channels() == channels;
        }
    }

    /** Which one it is. */
    Kind kind();

    /** Whether a receiver that takes {@code other} takes a stream of this format. */
    boolean isTakenAs(PayloadFormat other);

    /** The format of a codec in a description; empty when the room does not forward it, or its parameters mean nothing. */
    static Optional<PayloadFormat> of(Codec codec) {
        for (Kind kind : Kind.values()) {
            if (kind.isNamedBy(codec)) {
                return switch (kind) {
                    case OPUS -> Optional.of(new Opus());
                    case VP8 -> Optional.of(new Vp8());
                    case H264 -> H264.of(codec);
                };
            }
        }
        return Optional.empty();
    }

    /** Opus. Its parameters are wishes of the receiver that a sender may follow (RFC 7587 7.1). */
    record Opus() implements PayloadFormat {
        @Override
        public Kind kind() {
            return Kind.OPUS;
        }

        @Override
        public boolean isTakenAs(PayloadFormat other) {
            return other instanceof Opus;
        }
    }

    /** VP8. Its parameters bound frame rate and size of what is received (RFC 7741 6.1). */
    record Vp8() implements PayloadFormat {
        @Override
        public Kind kind() {
            return Kind.VP8;
        }

        @Override
        public boolean isTakenAs(PayloadFormat other) {
            return other instanceof Vp8;
        }
    }

    /**
     * H.264. Levels are not compared: with asymmetry they bind one direction only, and browsers name 3.1 whatever they
     * send (RFC 6184 8.2.2).
     *
     * @param packetizationMode 0 for single NAL units, 1 with aggregates and fragments; interleaving (2) is not forwarded
     */
    record H264(H264Profile profile, int packetizationMode) implements PayloadFormat {
        /** What is meant by no {@code profile-level-id}: baseline, level 1 (RFC 6184 8.1). */
        private static final String INFERRED = "42000a";

        private static Optional<PayloadFormat> of(Codec codec) {
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
    }
}
