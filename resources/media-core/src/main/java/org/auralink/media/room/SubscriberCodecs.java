package org.auralink.media.room;

import java.util.List;
import org.auralink.media.sdp.Codec;
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
    /** First number of the H.264 variants: profile constrained baseline, baseline, main; packetization mode 1 and 0. */
    private static final int H264 = 112;

    private static final List<String> H264_PROFILES = List.of("42e0", "4200", "4d00");
    /** 3.1, which browsers name whatever they send; with asymmetry allowed it binds nobody (RFC 6184 8.1). */
    private static final String H264_LEVEL = "1f";

    private SubscriberCodecs() {}

    /** The codec as offered to subscribers, for one that a publisher sends. */
    static Codec primary(Codec published, boolean stereo) {
        if (published.is("opus")) {
            String parameters = "minptime=10;useinbandfec=1" + (stereo ? ";stereo=1;sprop-stereo=1" : "");
            return new Codec(stereo ? STEREO_OPUS : OPUS, "opus", 48_000, 2, parameters, AUDIO_FEEDBACK);
        }
        if (published.is("VP8")) {
            return new Codec(VP8, "VP8", 90_000, 1, "", VIDEO_FEEDBACK);
        }
        String level = published.parameter("profile-level-id");
        int known = level.length() == 6 ? H264_PROFILES.indexOf(level.substring(0, 4)) : 0;
        int profile = Math.max(0, known);
        int mode = published.parameter("packetization-mode").equals("1") ? 1 : 0;
        int variant = 2 * profile + 1 - mode;
        String parameters = "level-asymmetry-allowed=1;packetization-mode=" + mode + ";profile-level-id="
                + H264_PROFILES.get(profile) + H264_LEVEL;
        return new Codec(H264 + 2 * variant, "H264", 90_000, 1, parameters, VIDEO_FEEDBACK);
    }

    /** Its retransmissions (RFC 4588); null for audio, whose packets are repeated as they were. */
    static @Nullable Codec repair(Codec primary) {
        if (primary.is("opus")) {
            return null;
        }
        int payloadType = primary.payloadType();
        return new Codec(payloadType + 1, "rtx", primary.clockRate(), 1, "apt=" + payloadType, List.of());
    }
}
