package org.auralink.media.codec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.auralink.media.sdp.Codec;

/**
 * A format of payload that the room forwards: what {@code a=rtpmap} and {@code a=fmtp} mean, not how they are written. All
 * that depends on the codec stands here and in what implements it. A description's codec that has no format is not
 * forwarded; there is no format that is taken for want of another.
 */
public sealed interface PayloadFormat permits Opus, Red, Pcm, Vp8, H264, H265, ScalableVideo {
    /** The formats by name. Clock and channels are part of what a name means: times are computed with them. */
    enum Kind {
        /** Audio; a receiver can begin anywhere (RFC 7587 7). */
        OPUS("opus", 48_000, 2, false, " (opus/48000/2)", codec -> Optional.of(new Opus())),
        /** Audio that is sent more than once (RFC 2198). */
        RED("red", 48_000, 2, false, " (of opus)", Red::of),
        /** Audio of telephones in North America and Japan (RFC 3551 4.5.14). */
        PCMU("PCMU", 8_000, 1, false, "", codec -> Optional.of(Pcm.MU_LAW)),
        /** Audio of telephones elsewhere. */
        PCMA("PCMA", 8_000, 1, false, "", codec -> Optional.of(Pcm.A_LAW)),
        /** Video that numbers its frames in the payload (RFC 7741 6.1). */
        VP8("VP8", 90_000, 1, true, "", codec -> Optional.of(new Vp8())),
        /** Video (RFC 6184 8.2.1). */
        H264(
                "H264",
                90_000,
                1,
                true,
                " (constrained baseline, baseline or main; packetization-mode 0 or 1)",
                org.auralink.media.codec.H264::of),
        /** Video of one or several layers (RFC 9628 6.1). */
        VP9("VP9", 90_000, 1, true, " (profile 0)", Vp9::of),
        /** Video of one or several layers, which a header extension describes (AV1 RTP payload format, 7). */
        AV1("AV1", 90_000, 1, true, " (profile 0)", Av1::of),
        /** Video of one or several frame rates (RFC 7798 7.1). */
        H265("H265", 90_000, 1, true, " (main profile and tier)", org.auralink.media.codec.H265::of);

        private static final List<String> VIDEO_FEEDBACK = List.of("ccm fir", "nack", "nack pli");
        private static final List<String> AUDIO_FEEDBACK = List.of("nack");

        private final String encodingName;
        private final int clockRate;
        private final int channels;
        private final boolean video;
        private final String condition;
        private final Function<Codec, Optional<PayloadFormat>> reading;

        Kind(
                String encodingName,
                int clockRate,
                int channels,
                boolean video,
                String condition,
                Function<Codec, Optional<PayloadFormat>> reading) {
            this.encodingName = encodingName;
            this.clockRate = clockRate;
            this.channels = channels;
            this.video = video;
            this.condition = condition;
            this.reading = reading;
        }

        /** The format of {@code audio} or {@code video} with this name, whatever the case. */
        public static Optional<Kind> named(String media, String name) {
            return ofMimeType(media + "/" + name);
        }

        /** The format with this MIME type, whatever the case. */
        public static Optional<Kind> ofMimeType(String mime) {
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

        /** Whether it is video, of which a receiver has to begin with a key frame. */
        public boolean needsKeyFrame() {
            return video;
        }

        /** {@code audio/opus}, {@code video/VP8} and so on. */
        public String mimeType() {
            return (video ? "video/" : "audio/") + encodingName;
        }

        /** What a stream is taken for that nobody has seen yet: what every browser sends. */
        public PayloadFormat usual() {
            return this == H264
                    ? new org.auralink.media.codec.H264(H264Profile.CONSTRAINED_BASELINE, 1)
                    : reading.apply(codec(0, "")).orElseThrow();
        }

        /** What we understand of what a receiver says about it: values of {@code a=rtcp-fb}. */
        public List<String> feedback() {
            return video ? VIDEO_FEEDBACK : AUDIO_FEEDBACK;
        }

        /** What else has to be right than the name, for people; may be empty. */
        String condition() {
            return condition;
        }

        private boolean isNamedBy(Codec codec) {
            return codec.is(encodingName) && codec.clockRate() == clockRate && codec.channels() == channels;
        }

        /** It as a line of a description. */
        Codec codec(int payloadType, String parameters) {
            return new Codec(payloadType, encodingName, clockRate, channels, parameters, feedback());
        }
    }

    /** Which one it is. */
    Kind kind();

    /** Whether a receiver that takes {@code other} takes a stream of this format. */
    boolean isTakenAs(PayloadFormat other);

    /** Whether publishers may send it: every browser can receive it, as far as it knows the codec at all. */
    default boolean isAccepted() {
        return true;
    }

    /** Place among the variants of its kind, from 0: publishers send the first that they are answered. */
    default int variant() {
        return 0;
    }

    /**
     * Parameters with which a publisher's offer is answered.
     *
     * @param offered the publisher's
     */
    default String answered(Codec offered, Sound sound) {
        return offered.parameters();
    }

    /**
     * As what a stream of this format is offered to subscribers: what it is, then what else a receiver may have that takes
     * it too. Nothing is converted; the receiver's answer only says by which of the names it knows the stream.
     */
    List<Codec> offered(Sound sound);

    /** Whether receivers need the dependency descriptor, a header extension, to make out its layers. */
    default boolean describesDependencies() {
        return false;
    }

    /**
     * Reads the payloads of a stream.
     *
     * @param dependencyExtension id of the dependency descriptor; not positive when the publisher sends none
     */
    PayloadDescriptor descriptor(int dependencyExtension);

    /** Payload type of what it is made of, and of packets that are nothing else; -1 when it is not made of another. */
    default int blockPayloadType() {
        return -1;
    }

    /** Whether one stream may have several layers, sizes or frame rates, of which a subscriber gets some. */
    default boolean isScalable() {
        return false;
    }

    /** Whether one stream may have several sizes. */
    default boolean hasSizes() {
        return false;
    }

    /** Chooses what one subscriber gets of a stream. */
    default LayerSelector layers() {
        return AllLayers.INSTANCE;
    }

    /** The format of a codec in a description; empty when the room does not forward it, or its parameters mean nothing. */
    static Optional<PayloadFormat> of(Codec codec) {
        for (Kind kind : Kind.values()) {
            if (kind.isNamedBy(codec)) {
                return kind.reading.apply(codec);
            }
        }
        return Optional.empty();
    }
}
