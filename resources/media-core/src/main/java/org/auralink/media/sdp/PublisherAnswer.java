package org.auralink.media.sdp;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.auralink.media.dtls.DtlsRole;
import org.jspecify.annotations.Nullable;

/** Answers the offers of a client that publishes, and may receive over the same connection. */
public final class PublisherAnswer {
    private static final Set<String> EXTENSIONS =
            Set.of(HeaderExtension.MID, HeaderExtension.RID, HeaderExtension.REPAIRED_RID, HeaderExtension.AUDIO_LEVEL);

    /** Largest id of the one-byte form (RFC 8285 4.2); the other is not offered back. */
    private static final int MAX_ONE_BYTE_ID = 14;

    private PublisherAnswer() {}

    /**
     * Writes the answer. A section whose media cannot be accepted is rejected, which stops it for good; one that the
     * client does not send in, or whose media nobody may get at present, is inactive. Of data sections the first is taken.
     * What carries the connection is never rejected: neither the section that the client suggests for it nor the one that
     * was chosen before. Chromium cannot apply such an answer.
     *
     * @param accepted accepted codecs by mid; an empty list where none of the offered can be, and nothing where the media
     *     is not wanted
     * @param sent what the room sends in sections in which the client offers to receive, by mid; one without a stream
     *     carries nothing
     * @param ours our side of the DTLS handshake, the same in every section and every answer of a connection
     * @param carrier mid of the section that carries the connection since an earlier answer; empty in the first
     * @param version rises with each answer
     */
    public static String write(
            Session offer,
            Map<String, List<Codec>> accepted,
            Map<String, SubscriberOffer.Section> sent,
            LocalTransport transport,
            DtlsRole ours,
            String carrier,
            long id,
            int version) {
        String setup = ours == DtlsRole.CLIENT ? "active" : "passive";
        Set<String> used = used(offer, accepted, carrier);
        List<String> bundle = offer.bundle().stream().filter(used::contains).toList();
        var writer = new SessionWriter(id, version, bundle, transport);
        for (Media section : offer.media()) {
            if (!used.contains(section.mid())) {
                writer.rejected(section);
            } else if (section.isData()) {
                writer.data(section.mid(), section.protocol(), setup);
            } else {
                media(writer, section, accepted.getOrDefault(section.mid(), List.of()), sent.get(section.mid()), setup);
            }
        }
        return writer.toString();
    }

    /** The section whose transport carries the connection once this offer is answered (RFC 8843 7.3.1); empty for none. */
    public static String carrier(Session offer, Map<String, List<Codec>> accepted, String before) {
        Set<String> used = used(offer, accepted, before);
        if (used.contains(before)) {
            return before;
        }
        for (String mid : offer.bundle()) {
            if (used.contains(mid)) {
                return mid;
            }
        }
        return used.isEmpty() ? "" : used.iterator().next();
    }

    /** Mids of the sections that are not rejected, in the order of the offer. */
    private static Set<String> used(Session offer, Map<String, List<Codec>> accepted, String carrier) {
        String suggested = offer.bundle().isEmpty() ? "" : offer.bundle().get(0);
        Set<String> used = new LinkedHashSet<>();
        for (Media section : offer.media()) {
            boolean carries = section.mid().equals(carrier) || section.mid().equals(suggested);
            if (isUsable(section) && (carries || !isRejected(accepted.get(section.mid())))) {
                used.add(section.mid());
            }
        }
        offer.data().ifPresent(section -> used.add(section.mid()));
        return used;
    }

    private static boolean isUsable(Media section) {
        boolean carriesMedia = section.kind().equals("audio") || section.kind().equals("video");
        return section.port() != 0
                && carriesMedia
                && isRtp(section)
                && !section.codecs().isEmpty();
    }

    /** Any profile of RTP is taken for {@code UDP/TLS/RTP/SAVPF} (RFC 8829 5.1.2); without DTLS nothing comes of it. */
    private static boolean isRtp(Media section) {
        return section.protocol().toUpperCase(Locale.ROOT).contains("RTP/");
    }

    private static boolean isRejected(@Nullable List<Codec> accepted) {
        return accepted != null && accepted.isEmpty();
    }

    private static void media(
            SessionWriter writer,
            Media section,
            List<Codec> accepted,
            SubscriberOffer.@Nullable Section carried,
            String setup) {
        boolean receives = section.direction().sends() && !accepted.isEmpty();
        SubscriberOffer.Section sent = carried == null || carried.stream().isEmpty() ? null : carried;
        List<Codec> codecs = codecs(section, accepted, sent);
        StringBuilder formats = new StringBuilder();
        for (Codec codec : codecs) {
            formats.append(formats.length() == 0 ? "" : " ").append(codec.payloadType());
        }
        writer.section(section.kind(), section.protocol(), formats.toString(), section.mid(), setup);
        writer.rtp(Direction.of(sent != null, receives));
        // Only of a codec that has no other place for them are dependencies told: they cost bytes in each packet.
        boolean described = isDescribed(accepted) || sent != null && isDescribed(sent.codecs());
        List<HeaderExtension> extensions = section.extensions().stream()
                .filter(extension -> (EXTENSIONS.contains(extension.uri())
                                || described && extension.isOfDependencies()
                                || sent != null && sent.extensions().contains(extension))
                        && extension.id() <= MAX_ONE_BYTE_ID)
                .toList();
        writer.extensions(extensions, section.mixedExtensions());
        codecs.forEach(writer::codec);
        if (receives && !section.rids().isEmpty()) {
            section.rids().forEach(rid -> writer.line("a=rid:" + rid + " recv"));
            writer.line("a=simulcast:recv " + String.join(";", section.rids()));
        }
        if (sent != null) {
            SubscriberOffer.sources(writer, sent);
        }
    }

    private static boolean isDescribed(List<Codec> codecs) {
        return !codecs.isEmpty() && codecs.get(0).is(HeaderExtension.DESCRIBED_DEPENDENCIES);
    }

    /** What may be received in a section, then what is sent in it besides; both are of the client's numbers. */
    private static List<Codec> codecs(Media section, List<Codec> accepted, SubscriberOffer.@Nullable Section sent) {
        List<Codec> codecs = new ArrayList<>(accepted);
        if (sent != null) {
            for (Codec codec : sent.codecs()) {
                if (codecs.stream().noneMatch(each -> each.payloadType() == codec.payloadType())) {
                    codecs.add(codec);
                }
            }
        }
        return codecs.isEmpty() ? List.of(section.codecs().get(0)) : codecs;
    }
}
