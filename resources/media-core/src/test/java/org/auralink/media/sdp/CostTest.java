package org.auralink.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the worst descriptions cost that are within the limits: time of this thread on a processor, which others that
 * keep the machine busy do not lengthen.
 */
@Tag("cost")
class CostTest {
    private static final long LIMIT_NANOS = 50_000_000;
    private static final int MEGABYTE = 1 << 20;
    private static final String SECTION = "m=video 9 UDP/TLS/RTP/SAVPF 96\r\n";

    private static Map<String, String> descriptions() {
        var texts = new LinkedHashMap<String, String>();
        texts.put("the shortest attributes", lines("a=mid:x"));
        texts.put("numbers", lines("a=ssrc:1"));
        texts.put("names of encodings", lines("a=rid:1 send"));
        texts.put("codecs", lines("a=rtpmap:96 VP8/90000"));
        texts.put("feedback", lines("a=rtcp-fb:* a"));
        texts.put("extensions", lines("a=extmap:1 u"));
        texts.put("groups", lines("a=ssrc-group:FID 1 2"));
        texts.put(
                "encodings by the thousand", lines("a=simulcast:" + "x;".repeat(32_000) + " send " + "y;".repeat(500)));
        texts.put("words by the thousand", lines("a=ssrc-group:FID" + " 1".repeat(32_000)));
        texts.put("parameters", lines("a=fmtp:96 " + "a=b;".repeat(250)));
        texts.put("a bundle of a megabyte", "v=0\r\n" + ("a=group:BUNDLE" + " 1".repeat(32_000) + "\r\n").repeat(16));
        texts.put("empty lines", lines(""));
        texts.put(
                "sections that list one format a hundred times",
                "v=0\r\n"
                        + IntStream.range(0, 700)
                                .mapToObj(i -> "m=video 9 UDP/TLS/RTP/SAVPF" + " 96".repeat(100) + "\r\na=mid:" + i
                                        + "\r\na=rtpmap:96 VP8/90000\r\na=fmtp:96 " + "a;".repeat(480) + "\r\n")
                                .reduce("", String::concat));
        texts.put(
                "sections full of retransmissions",
                "v=0\r\n"
                        + IntStream.range(0, 9)
                                .mapToObj(i -> fullOfRetransmissions(i))
                                .reduce("", String::concat));
        return texts;
    }

    private static String lines(String line) {
        String head = "v=0\r\n" + SECTION;
        int most = Math.min((MEGABYTE - head.length()) / (line.length() + 2), SdpLimits.MAX_LINES - 2);
        return head + (line + "\r\n").repeat(most);
    }

    private static String fullOfRetransmissions(int mid) {
        var formats = new StringBuilder();
        var codecs = new StringBuilder();
        for (int type = 0; type < 100; type++) {
            formats.append(' ').append(type);
            codecs.append("a=rtpmap:" + type + (type < 50 ? " VP8/90000\r\n" : " rtx/90000\r\n"));
            codecs.append("a=fmtp:" + type + " " + "a;".repeat(480) + "apt=" + (type - 50) + "\r\n");
        }
        return "m=video 9 UDP/TLS/RTP/SAVPF" + formats + "\r\na=mid:" + mid + "\r\na=sendonly\r\n" + codecs;
    }

    private static long cost(String text) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try {
            Session offer = Session.parse(text);
            assertThat(Descriptions.answer(offer).length()).isLessThan(3 * MEGABYTE);
        } catch (SdpException e) {
            assertThat(e).message().isNotEmpty();
        }
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    }

    @ParameterizedTest
    @MethodSource("names")
    void noDescriptionCostsMoreThanItsLength(String name) {
        String text = descriptions().get(name);
        assertThat(text.length()).isLessThanOrEqualTo(MEGABYTE);
        long least = Long.MAX_VALUE;
        // Noise only ever adds, so what a description really costs is the least.
        for (int round = 0; round < 30 && (round < 3 || least > LIMIT_NANOS); round++) {
            least = Math.min(least, cost(text));
        }
        assertThat(least).isLessThan(LIMIT_NANOS);
    }

    static Iterable<String> names() {
        return descriptions().keySet();
    }
}
