package org.auralink.media.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.auralink.media.sdp.Codec;
import org.auralink.media.sdp.Media;

/**
 * Which of the codecs that a publisher offers are accepted, and in which order. Payload types and parameters are the
 * publisher's; only what the room forwards and repairs is kept.
 */
public final class CodecPolicy {
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
        return accept(offered, preferred, Sound.USUAL);
    }

    /** The same for a track whose sound is known. */
    public List<Codec> accept(Media offered, String preferred, Sound sound) {
        Map<Integer, Codec> repairs = new HashMap<>();
        for (Codec codec : offered.codecs()) {
            if (!codec.looksLikeRtcp()) {
                repairs.putIfAbsent(codec.associatedPayloadType(), codec);
            }
        }
        List<Codec> accepted = new ArrayList<>();
        for (Known known : inOrder(offered, preferred, sound)) {
            Codec codec = known.codec;
            // Chrome's Opus does not list nack in its offers, but repairs audio when an answer asks for it.
            List<String> feedback = known.format.kind().feedback();
            accepted.add(codec.with(known.format.answered(codec, sound), feedback));
            Codec repair = repairs.get(codec.payloadType());
            if (repair != null) {
                accepted.add(repair.with(repair.parameters(), List.of()));
            }
        }
        return List.copyOf(accepted);
    }

    /** Whether anything of what is offered is accepted. */
    public boolean takes(Media offered) {
        return offered.codecs().stream()
                .anyMatch(codec -> accepted(offered, codec, Sound.USUAL).isPresent());
    }

    /** Whether a codec with this name, such as {@code vp8}, is accepted. */
    public boolean takes(String kind, String name) {
        return enabled.contains(kind + "/" + name.toLowerCase(Locale.ROOT))
                && PayloadFormat.Kind.named(kind, name).isPresent();
    }

    /** The accepted codecs of {@code audio} or {@code video}, for people. */
    public String names(String kind) {
        return Arrays.stream(PayloadFormat.Kind.values())
                .filter(each -> each.mimeType().startsWith(kind + "/")
                        && enabled.contains(each.mimeType().toLowerCase(Locale.ROOT)))
                .map(each -> each.mimeType() + each.condition())
                .collect(Collectors.joining(", "));
    }

    /**
     * The preferred codec first, the others in the order of the offer. The variants of H.264 are in an order of their
     * own: publishers send the first, and it shall be one that every receiver takes.
     */
    private List<Known> inOrder(Media offered, String preferred, Sound sound) {
        List<Known> known = new ArrayList<>();
        List<PayloadFormat.Kind> kinds = new ArrayList<>();
        for (Codec codec : offered.codecs()) {
            accepted(offered, codec, sound).ifPresent(format -> {
                known.add(new Known(codec, format));
                kinds.add(format.kind());
            });
        }
        // What is made of another codec goes first, because it is there only where it is wanted.
        return known.stream()
                .sorted(Comparator.<Known, Boolean>comparing(each -> each.format.blockPayloadType() < 0)
                        .thenComparing(each -> !each.codec.is(preferred))
                        .thenComparing(each -> kinds.indexOf(each.format.kind()))
                        .thenComparing(each -> each.format.variant()))
                .toList();
    }

    private record Known(Codec codec, PayloadFormat format) {}

    private Optional<PayloadFormat> accepted(Media offered, Codec codec, Sound sound) {
        if (codec.looksLikeRtcp()
                || !enabled.contains(offered.kind() + "/" + codec.name().toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        return PayloadFormat.of(codec)
                .filter(PayloadFormat::isAccepted)
                .filter(format -> format.blockPayloadType() < 0
                        || sound.repeats() && isAccepted(offered, format.blockPayloadType(), sound));
    }

    private boolean isAccepted(Media offered, int payloadType, Sound sound) {
        Codec block = offered.codec(payloadType);
        return block != null
                && accepted(offered, block, sound)
                        .filter(Opus.class::isInstance)
                        .isPresent();
    }
}
