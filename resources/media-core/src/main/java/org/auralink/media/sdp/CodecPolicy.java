package org.auralink.media.sdp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of the codecs that a publisher offers are accepted, and in which order. Payload types and parameters are the
 * publisher's; only what the room forwards and repairs is kept.
 */
public final class CodecPolicy {
    /** H.264 profiles that every browser decodes: constrained baseline, baseline, main. */
    private static final Set<H264Profile> H264_PROFILES =
            EnumSet.of(H264Profile.CONSTRAINED_BASELINE, H264Profile.BASELINE, H264Profile.MAIN);

    /** What else has to be right than the name. */
    private static final Map<String, String> CONDITIONS = Map.of(
            PayloadFormat.Kind.H264.mimeType(),
            " (constrained baseline, baseline or main; packetization-mode 0 or 1)",
            PayloadFormat.Kind.OPUS.mimeType(),
            " (opus/48000/2)");

    private static final List<String> H264_REPEATED =
            List.of("level-asymmetry-allowed", "packetization-mode", "profile-level-id");

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
        Map<Integer, Codec> repairs = new HashMap<>();
        for (Codec codec : offered.codecs()) {
            if (!codec.looksLikeRtcp()) {
                repairs.putIfAbsent(codec.associatedPayloadType(), codec);
            }
        }
        List<Codec> accepted = new ArrayList<>();
        for (Codec codec : inOrder(offered, preferred)) {
            accepted.add(ours(offered.kind(), codec, opus(stereo, pauses)));
            Codec repair = repairs.get(codec.payloadType());
            if (repair != null) {
                accepted.add(ours("rtx", repair, ""));
            }
        }
        return List.copyOf(accepted);
    }

    /** Whether anything of what is offered is accepted. */
    public boolean takes(Media offered) {
        return offered.codecs().stream()
                .anyMatch(codec -> accepted(offered.kind(), codec).isPresent());
    }

    /** The accepted codecs of {@code audio} or {@code video}, for people. */
    public String names(String kind) {
        return Arrays.stream(PayloadFormat.Kind.values())
                .map(PayloadFormat.Kind::mimeType)
                .filter(mime -> mime.startsWith(kind + "/") && enabled.contains(mime.toLowerCase(Locale.ROOT)))
                .map(mime -> mime + CONDITIONS.getOrDefault(mime, ""))
                .collect(Collectors.joining(", "));
    }

    /**
     * The preferred codec first, the others in the order of the offer. The variants of H.264 are in an order of their
     * own: publishers send the first, and it shall be one that every receiver takes.
     */
    private List<Codec> inOrder(Media offered, String preferred) {
        List<Known> known = new ArrayList<>();
        List<PayloadFormat.Kind> kinds = new ArrayList<>();
        for (Codec codec : offered.codecs()) {
            accepted(offered.kind(), codec).ifPresent(format -> {
                known.add(new Known(codec, format));
                kinds.add(format.kind());
            });
        }
        return known.stream()
                .sorted(Comparator.<Known, Boolean>comparing(each -> !each.codec.is(preferred))
                        .thenComparing(each -> kinds.indexOf(each.format.kind()))
                        .thenComparing(Known::variant))
                .map(Known::codec)
                .toList();
    }

    private record Known(Codec codec, PayloadFormat format) {
        int variant() {
            return format instanceof PayloadFormat.H264 h264
                    ? 2 * h264.profile().ordinal() + 1 - h264.packetizationMode()
                    : 0;
        }
    }

    private Optional<PayloadFormat> accepted(String kind, Codec codec) {
        if (codec.looksLikeRtcp() || !enabled.contains(kind + "/" + codec.name().toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        return PayloadFormat.of(codec)
                .filter(format ->
                        !(format instanceof PayloadFormat.H264 h264) || H264_PROFILES.contains(h264.profile()));
    }

    private static Codec ours(String kind, Codec codec, String opus) {
        List<String> feedback = switch (kind) {
            case "video" -> VIDEO_FEEDBACK;
            case "audio" -> AUDIO_FEEDBACK;
            default -> List.<String>of();
        };
        // Chrome's Opus does not list nack in its offers, but repairs audio when an answer asks for it.
        String parameters = codec.is("opus") ? opus : codec.is("H264") ? h264(codec) : codec.parameters();
        return new Codec(codec.payloadType(), codec.name(), codec.clockRate(), codec.channels(), parameters, feedback);
    }

    /** What an answer has to repeat of H.264, and nothing that was said of the publisher's own stream (RFC 6184 8.2.2). */
    private static String h264(Codec codec) {
        return H264_REPEATED.stream()
                .filter(key -> !codec.spelled(key).isEmpty())
                .map(key -> key + "=" + codec.spelled(key))
                .collect(Collectors.joining(";"));
    }

    /** What we want of Opus (RFC 7587 7.1). Two channels may take its highest bit rate; the publisher chooses a lower. */
    private static String opus(boolean stereo, boolean pauses) {
        return "minptime=10;useinbandfec=1" + (pauses ? ";usedtx=1" : "")
                + (stereo ? ";stereo=1;maxaveragebitrate=510000" : "");
    }
}
