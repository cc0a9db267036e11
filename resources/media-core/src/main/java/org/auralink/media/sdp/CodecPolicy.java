package org.auralink.media.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which of the codecs that a publisher offers are accepted, and in which order. Payload types and parameters are the
 * publisher's; only what the room forwards and repairs is kept.
 */
public final class CodecPolicy {
    /** H.264 profiles that every browser decodes: constrained baseline, baseline, main. */
    private static final Set<String> H264_PROFILES = Set.of("42e0", "4200", "4d00");

    private static final List<String> VIDEO_FEEDBACK = List.of("ccm fir", "nack", "nack pli");
    private static final List<String> AUDIO_FEEDBACK = List.of("nack");

    private final List<String> enabled;

    /** @param enabled MIME types such as {@code video/VP8} */
    public CodecPolicy(List<String> enabled) {
        this.enabled =
                enabled.stream().map(mime -> mime.toLowerCase(Locale.ROOT)).toList();
    }

    /**
     * The accepted codecs of a section, the preferred one first, each followed by its retransmission type.
     *
     * @param preferred name such as {@code vp8}; may be empty
     */
    public List<Codec> accept(Media offered, String preferred) {
        List<Codec> primary = new ArrayList<>();
        for (Codec codec : offered.codecs()) {
            if (isAccepted(offered.kind(), codec)) {
                primary.add(codec);
            }
        }
        primary.sort((a, b) -> Boolean.compare(b.is(preferred), a.is(preferred)));
        List<Codec> accepted = new ArrayList<>();
        for (Codec codec : primary) {
            accepted.add(withFeedback(offered.kind(), codec));
            for (Codec repair : offered.codecs()) {
                if (repair.associatedPayloadType() == codec.payloadType()) {
                    accepted.add(withFeedback("rtx", repair));
                }
            }
        }
        return List.copyOf(accepted);
    }

    private boolean isAccepted(String kind, Codec codec) {
        if (!enabled.contains(kind + "/" + codec.name().toLowerCase(Locale.ROOT))) {
            return false;
        }
        if (!codec.is("H264")) {
            return true;
        }
        String profile = codec.parameter("profile-level-id");
        return profile.length() == 6 && H264_PROFILES.contains(profile.substring(0, 4));
    }

    private static Codec withFeedback(String kind, Codec codec) {
        List<String> ours = switch (kind) {
            case "video" -> VIDEO_FEEDBACK;
            case "audio" -> AUDIO_FEEDBACK;
            default -> List.<String>of();
        };
        // Chrome's Opus does not list nack in its offers, but repairs audio when an answer asks for it.
        return new Codec(
                codec.payloadType(), codec.name(), codec.clockRate(), codec.channels(), parameters(codec), ours);
    }

    private static String parameters(Codec codec) {
        return codec.is("opus") ? "minptime=10;useinbandfec=1;usedtx=1" : codec.parameters();
    }
}
