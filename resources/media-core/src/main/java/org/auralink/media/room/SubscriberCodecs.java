package org.auralink.media.room;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.sdp.Codec;
import org.auralink.media.sdp.H264Profile;
import org.auralink.media.sdp.PayloadFormat;
import org.jspecify.annotations.Nullable;

/**
 * Payload types towards subscribers: one for each codec with its parameters, and the same in every section, because
 * sections of a bundle share one number space (RFC 8843 9.1). So parameters are ours, not the publisher's. Numbers are
 * from the dynamic range (RFC 3551 6).
 */
final class SubscriberCodecs {
    private static final List<String> VIDEO_FEEDBACK = List.of("ccm fir", "nack", "nack pli");
    private static final List<String> AUDIO_FEEDBACK = List.of("nack");
    private static final int OPUS = 111;
    private static final int STEREO_OPUS = 110;
    private static final int VP8 = 96;
    /** Numbers of the H.264 variants: each profile with packetization mode 1 and 0. */
    private static final int[] H264 = {112, 114, 116, 118, 120, 122, 124, 126, 98, 100};
    /** 3.1, which browsers name whatever they send; with asymmetry allowed it binds nobody (RFC 6184 8.1). */
    private static final String H264_LEVEL = "1f";

    private SubscriberCodecs() {}

    /**
     * The codecs as which a stream is offered to subscribers: what it is, then what else a receiver may have that takes
     * it too. Nothing is converted; the receiver's answer only says by which of the names it knows the stream.
     *
     * @param published of the stream
     */
    static List<Codec> offered(PayloadFormat published, boolean stereo) {
        return switch (published.kind()) {
            case OPUS -> List.of(opus(stereo));
            case VP8 -> List.of(codec(PayloadFormat.Kind.VP8, VP8, "", VIDEO_FEEDBACK));
            case H264 -> h264((PayloadFormat.H264) published);
        };
    }

    private static Codec opus(boolean stereo) {
        String parameters = "minptime=10;useinbandfec=1" + (stereo ? ";stereo=1;sprop-stereo=1" : "");
        return codec(PayloadFormat.Kind.OPUS, stereo ? STEREO_OPUS : OPUS, parameters, AUDIO_FEEDBACK);
    }

    private static List<Codec> h264(PayloadFormat.H264 published) {
        List<Codec> codecs = new ArrayList<>();
        codecs.add(codec(published));
        for (int mode = 1; mode >= 0; mode--) {
            for (H264Profile profile : H264Profile.values()) {
                var other = new PayloadFormat.H264(profile, mode);
                if (!other.equals(published) && published.isTakenAs(other)) {
                    codecs.add(codec(other));
                }
            }
        }
        return List.copyOf(codecs);
    }

    private static Codec codec(PayloadFormat.H264 format) {
        int mode = format.packetizationMode();
        int payloadType = H264[2 * format.profile().ordinal() + 1 - mode];
        String parameters = "level-asymmetry-allowed=1;packetization-mode=" + mode + ";profile-level-id="
                + format.profile().text() + H264_LEVEL;
        return codec(PayloadFormat.Kind.H264, payloadType, parameters, VIDEO_FEEDBACK);
    }

    private static Codec codec(PayloadFormat.Kind kind, int payloadType, String parameters, List<String> feedback) {
        return new Codec(payloadType, kind.encodingName(), kind.clockRate(), kind.channels(), parameters, feedback);
    }

    /** A codec that a client offers to receive, as it is answered: with the feedback that we understand. */
    static Codec answering(Codec offered) {
        List<String> feedback = offered.is("opus") ? AUDIO_FEEDBACK : VIDEO_FEEDBACK;
        return new Codec(
                offered.payloadType(),
                offered.name(),
                offered.clockRate(),
                offered.channels(),
                offered.parameters(),
                feedback);
    }

    /** Its retransmissions (RFC 4588); null for audio, whose packets are repeated as they were. */
    static @Nullable Codec repair(Codec primary) {
        if (primary.is("opus")) {
            return null;
        }
        int payloadType = primary.payloadType();
        return new Codec(payloadType + 1, "rtx", primary.clockRate(), 1, "apt=" + payloadType, List.of());
    }

    /**
     * Whether an answer takes what was offered under a number. Who repeats the number and says nothing of the parameters
     * takes them as they were offered; who says something else has other ones in mind.
     *
     * @param answered the codec of the answer with the same number, or null
     */
    static boolean isTaken(Codec offered, @Nullable Codec answered) {
        if (answered == null || !answered.is(offered.name()) || answered.clockRate() != offered.clockRate()) {
            return false;
        }
        return answered.parameter("profile-level-id").isEmpty()
                || PayloadFormat.of(answered)
                        .filter(format ->
                                PayloadFormat.of(offered).orElseThrow().isTakenAs(format))
                        .isPresent();
    }
}
