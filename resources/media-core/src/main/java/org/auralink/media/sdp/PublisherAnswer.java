package org.auralink.media.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.auralink.media.dtls.DtlsRole;

/** Answers the offers of a publishing client. */
public final class PublisherAnswer {
    private static final Set<String> EXTENSIONS =
            Set.of(HeaderExtension.MID, HeaderExtension.RID, HeaderExtension.REPAIRED_RID, HeaderExtension.AUDIO_LEVEL);

    /** Largest id of the one-byte form (RFC 8285 4.2); the other is not offered back. */
    private static final int MAX_ONE_BYTE_ID = 14;

    private PublisherAnswer() {}

    /**
     * Writes the answer. A section whose media is not accepted is rejected, which stops it for good; only one that the
     * client does not send in, or whose transport carries the bundle, is answered as inactive. Chromium refuses an
     * answer that rejects the section which carries the bundle.
     *
     * @param accepted accepted codecs by mid
     * @param ours our side of the DTLS handshake, the same in every section and every answer of a connection
     * @param version rises with each answer
     */
    public static String write(
            Session offer,
            Map<String, List<Codec>> accepted,
            LocalTransport transport,
            DtlsRole ours,
            long id,
            int version) {
        String setup = ours == DtlsRole.CLIENT ? "active" : "passive";
        List<String> bundle = new ArrayList<>();
        for (Media section : offer.media()) {
            if (isUsed(offer, section, accepted)) {
                bundle.add(section.mid());
            }
        }
        var writer = new SessionWriter(id, version, bundle, transport);
        for (Media section : offer.media()) {
            if (!isUsed(offer, section, accepted)) {
                writer.rejected(section);
            } else if (isData(section)) {
                writer.data(section.mid(), section.protocol(), setup);
            } else {
                media(writer, section, accepted.getOrDefault(section.mid(), List.of()), setup);
            }
        }
        return writer.toString();
    }

    private static boolean isUsed(Session offer, Media section, Map<String, List<Codec>> accepted) {
        if (section.port() == 0 || isData(section)) {
            return section.port() != 0;
        }
        boolean isAccepted = !accepted.getOrDefault(section.mid(), List.of()).isEmpty();
        boolean kept = !section.direction().sends()
                || !offer.bundle().isEmpty() && offer.bundle().get(0).equals(section.mid());
        return isAccepted || kept && !section.codecs().isEmpty();
    }

    private static boolean isData(Media section) {
        return section.kind().equals("application") && section.protocol().endsWith("DTLS/SCTP");
    }

    private static void media(SessionWriter writer, Media section, List<Codec> accepted, String setup) {
        boolean receives = section.direction().sends() && !accepted.isEmpty();
        List<Codec> codecs = accepted.isEmpty() ? List.of(section.codecs().get(0)) : accepted;
        StringBuilder formats = new StringBuilder();
        for (Codec codec : codecs) {
            formats.append(formats.length() == 0 ? "" : " ").append(codec.payloadType());
        }
        writer.section(section.kind(), section.protocol(), formats.toString(), section.mid(), setup);
        writer.rtp(receives ? Direction.RECVONLY : Direction.INACTIVE);
        section.extensions().stream()
                .filter(extension -> EXTENSIONS.contains(extension.uri()) && extension.id() <= MAX_ONE_BYTE_ID)
                .forEach(writer::extension);
        codecs.forEach(writer::codec);
        if (receives && !section.rids().isEmpty()) {
            section.rids().forEach(rid -> writer.line("a=rid:" + rid + " recv"));
            writer.line("a=simulcast:recv " + String.join(";", section.rids()));
        }
    }
}
