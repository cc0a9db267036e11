package org.auralink.media.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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
        return accept(offered, preferred, false, true);
    }

    /**
     * The same for a track whose sound is known.
     *
     * @param stereo whether Opus sends two channels
     * @param pauses whether Opus sends next to nothing in silence
     */
    public List<Codec> accept(Media offered, String preferred, boolean stereo, boolean pauses) {
        List<Codec> primary = new ArrayList<>();
        for (Codec codec : offered.codecs()) {
            if (isAccepted(offered.kind(), codec)) {
                primary.add(codec);
            }
        }
        primary.sort((a, b) -> Boolean.compare(b.is(preferred), a.is(preferred)));
        Map<Integer, List<Codec>> repairs =
                offered.codecs().stream().collect(Collectors.groupingBy(Codec::associatedPayloadType));
        List<Codec> accepted = new ArrayList<>();
        for (Codec codec : primary) {
            accepted.add(ours(offered.kind(), codec, opus(stereo, pauses)));
            for (Codec repair : repairs.getOrDefault(codec.payloadType(), List.of())) {
                accepted.add(ours("rtx", repair, ""));
            }
        }
        return List.copyOf(accepted);
    }

    private boolean isAccepted(String kind, Codec codec) {
        if (!enabled.contains(kind + "/" + codec.name().toLowerCase(Locale.ROOT))) {
            return false;
        }
        if (!hasItsClock(codec)) {
            return false;
        }
        if (!codec.is("H264")) {
            return true;
        }
        String profile = codec.parameter("profile-level-id");
        return profile.length() == 6 && H264_PROFILES.contains(profile.substring(0, 4));
    }

    /** Times are computed with the clock, and offered to others without asking: it must be the one its format has. */
    private static boolean hasItsClock(Codec codec) {
        // RFC 7587 7, RFC 7741 6.1, RFC 6184 8.2.1
        return codec.is("opus")
                ? codec.clockRate() == 48_000 && codec.channels() == 2
                : codec.clockRate() == 90_000 && codec.channels() == 1;
    }

    private static Codec ours(String kind, Codec codec, String opus) {
        List<String> feedback = switch (kind) {
            case "video" -> VIDEO_FEEDBACK;
            case "audio" -> AUDIO_FEEDBACK;
            default -> List.<String>of();
        };
        // Chrome's Opus does not list nack in its offers, but repairs audio when an answer asks for it.
        String parameters = codec.is("opus") ? opus : codec.parameters();
        return new Codec(codec.payloadType(), codec.name(), codec.clockRate(), codec.channels(), parameters, feedback);
    }

    /** What we want of Opus (RFC 7587 7.1). Two channels may take its highest bit rate; the publisher chooses a lower. */
    private static String opus(boolean stereo, boolean pauses) {
        return "minptime=10;useinbandfec=1" + (pauses ? ";usedtx=1" : "")
                + (stereo ? ";stereo=1;maxaveragebitrate=510000" : "");
    }
}
