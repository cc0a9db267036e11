package org.auralink.media.sdp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Offers what the room sends to a client. */
public final class SubscriberOffer {
    private static final String PROTOCOL = "UDP/TLS/RTP/SAVPF";
    private static final String DATA_PROTOCOL = "UDP/DTLS/SCTP";

    /**
     * A section that carries a track, or carried one and waits for the next.
     *
     * @param mid its name, for as long as the connection lives
     * @param kind {@code audio} or {@code video}
     * @param codec the track's codec, with our payload type
     * @param repair payload type of retransmissions, or null
     * @param ssrc of the stream
     * @param repairSsrc of its retransmissions
     * @param stream first word of {@code a=msid}; empty when the section is not in use
     * @param track second word of {@code a=msid}
     */
    public record Section(
            String mid,
            String kind,
            Codec codec,
            @Nullable Codec repair,
            int ssrc,
            int repairSsrc,
            String stream,
            String track) {}

    private SubscriberOffer() {}

    /**
     * Writes the offer: the data section first, then the tracks.
     *
     * @param dataMid mid of the data section
     */
    public static String write(String dataMid, List<Section> sections, LocalTransport transport, long id, int version) {
        List<String> bundle = new ArrayList<>();
        bundle.add(dataMid);
        sections.forEach(section -> bundle.add(section.mid()));
        var writer = new SessionWriter(id, version, bundle, transport);
        writer.data(dataMid, DATA_PROTOCOL, "actpass");
        for (Section section : sections) {
            media(writer, section);
        }
        return writer.toString();
    }

    private static void media(SessionWriter writer, Section section) {
        Codec repair = section.repair();
        String formats = section.codec().payloadType() + (repair == null ? "" : " " + repair.payloadType());
        boolean used = !section.stream().isEmpty();
        writer.section(section.kind(), PROTOCOL, formats, section.mid(), "actpass");
        writer.rtp(used ? Direction.SENDONLY : Direction.INACTIVE);
        writer.codec(section.codec());
        if (repair != null) {
            writer.codec(repair);
        }
        if (!used) {
            return;
        }
        writer.line("a=msid:" + section.stream() + " " + section.track());
        if (repair != null) {
            writer.line("a=ssrc-group:FID " + unsigned(section.ssrc()) + " " + unsigned(section.repairSsrc()));
        }
        ssrc(writer, section, section.ssrc());
        if (repair != null) {
            ssrc(writer, section, section.repairSsrc());
        }
    }

    private static void ssrc(SessionWriter writer, Section section, int ssrc) {
        writer.line("a=ssrc:" + unsigned(ssrc) + " cname:" + section.stream());
        writer.line("a=ssrc:" + unsigned(ssrc) + " msid:" + section.stream() + " " + section.track());
    }

    private static String unsigned(int ssrc) {
        return Integer.toUnsignedString(ssrc);
    }
}
