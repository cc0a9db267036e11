package org.auralink.media.sdp;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Offers what the room sends to a client. */
public final class SubscriberOffer {
    private static final String PROTOCOL = "UDP/TLS/RTP/SAVPF";
    private static final String DATA_PROTOCOL = "UDP/DTLS/SCTP";

    /** The section of the data channels. The others have numbers. */
    public static final String DATA = "data";

    /**
     * A section that carries a track, or carried one and waits for the next.
     *
     * @param mid its name, for as long as the connection lives
     * @param kind {@code audio} or {@code video}
     * @param codecs by any of which the client may take the track, the best first, each followed by its retransmissions
     * @param extensions header extensions that its packets may have
     * @param ssrc of the stream
     * @param repairSsrc of its retransmissions; 0 when there are none
     * @param stream first word of {@code a=msid}; empty when the section is not in use
     * @param track second word of {@code a=msid}
     */
    public record Section(
            String mid,
            String kind,
            List<Codec> codecs,
            List<HeaderExtension> extensions,
            int ssrc,
            int repairSsrc,
            String stream,
            String track) {
        /** One without header extensions. */
        public Section(
                String mid, String kind, List<Codec> codecs, int ssrc, int repairSsrc, String stream, String track) {
            this(mid, kind, codecs, List.of(), ssrc, repairSsrc, stream, track);
        }
    }

    private SubscriberOffer() {}

    /** Writes the offer. Its first section is that of data, so that there is a transport before there are tracks. */
    public static String write(List<Section> sections, LocalTransport transport, long id, int version) {
        List<String> bundle = Stream.concat(Stream.of(DATA), sections.stream().map(Section::mid))
                .toList();
        var writer = new SessionWriter(id, version, bundle, transport);
        writer.data(DATA, DATA_PROTOCOL, "actpass");
        for (Section section : sections) {
            media(writer, section);
        }
        return writer.toString();
    }

    private static void media(SessionWriter writer, Section section) {
        String formats = section.codecs().stream()
                .map(codec -> String.valueOf(codec.payloadType()))
                .collect(Collectors.joining(" "));
        boolean used = !section.stream().isEmpty();
        writer.section(section.kind(), PROTOCOL, formats, section.mid(), "actpass");
        writer.rtp(used ? Direction.SENDONLY : Direction.INACTIVE);
        writer.extensions(section.extensions(), true);
        section.codecs().forEach(writer::codec);
        if (used) {
            sources(writer, section);
        }
    }

    /** Which track a section carries, and in which streams. */
    static void sources(SessionWriter writer, Section section) {
        writer.line("a=msid:" + section.stream() + " " + section.track());
        if (section.repairSsrc() != 0) {
            writer.line("a=ssrc-group:FID " + unsigned(section.ssrc()) + " " + unsigned(section.repairSsrc()));
        }
        ssrc(writer, section, section.ssrc());
        if (section.repairSsrc() != 0) {
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
