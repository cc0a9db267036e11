package org.auralink.media.rtcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TransportFeedbackTest {
    private static final int LOST = TransportFeedback.LOST;

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static byte[] written(TransportFeedback report) {
        byte[] out = new byte[report.size()];
        assertThat(report.write(out, 0)).isEqualTo(out.length);
        return out;
    }

    private static TransportFeedback report(int... arrivals) {
        return new TransportFeedback(1, 2, 0xFFFE, -3, 7, arrivals);
    }

    private static List<RtcpPacket> parsed(byte[] bytes) {
        return RtcpCompound.parse(bytes, 0, bytes.length);
    }

    private static void isReadAgain(TransportFeedback report) {
        List<RtcpPacket> parsed = parsed(written(report));
        assertThat(parsed).hasSize(1);
        var read = (TransportFeedback) parsed.get(0);
        assertThat(read.baseSequence()).isEqualTo(report.baseSequence());
        assertThat(read.referenceTime()).isEqualTo(report.referenceTime());
        assertThat(read.feedbackCount()).isEqualTo(report.feedbackCount());
        assertThat(read.arrivals()).isEqualTo(report.arrivals());
    }

    @Test
    void aReportIsTheBytesOfTheDraft() {
        // Three received with small steps, as a run; then padding to a word.
        assertThat(written(report(4, 8, 8)))
                .isEqualTo(hex("8FCD0006 00000001 00000002 FFFE 0003 FFFFFD 07 2003 04 04 00 000000"));
        // One lost among them: a vector of seven symbols of two bits, since one step runs back.
        assertThat(written(report(400, LOST, 399)))
                .isEqualTo(hex("8FCD0006 00000001 00000002 FFFE 0003 FFFFFD 07 E200 0190 FFFF 0000"));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        var random = new Random(8);
        for (int round = 0; round < 500; round++) {
            int[] arrivals = new int[1 + random.nextInt(600)];
            int at = random.nextInt(200);
            for (int i = 0; i < arrivals.length; i++) {
                boolean lost = random.nextInt(round % 20 + 2) == 0;
                at += random.nextInt(50) == 0 ? random.nextInt(4_000) - 2_000 : random.nextInt(12);
                arrivals[i] = lost ? LOST : at;
            }
            isReadAgain(report(arrivals));
        }
        int[] none = new int[TransportFeedback.MAX_STATUSES];
        Arrays.fill(none, LOST);
        isReadAgain(report(none));
    }

    @Test
    void aStepOfMoreThanEightSecondsBelongsIntoAnotherReport() {
        TransportFeedback report = report(0, 40_000);
        assertThatThrownBy(report::size)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("arrivals");
    }

    @Test
    void aReportIsReadAsAWholeOrNotAtAll() {
        String head = "8FCD0006 00000001 00000002 FFFE ";
        assertThat(parsed(hex(head + "0000 000000 07 2003 04 04 00 000000")))
                .as("of nothing")
                .isEmpty();
        assertThat(parsed(hex(head + "FFFF 000000 07 2003 04 04 00 000000")))
                .as("of too many")
                .isEmpty();
        assertThat(parsed(hex(head + "0003 000000 07 6003 04 04 00 000000")))
                .as("unknown symbol")
                .isEmpty();
        assertThat(parsed(hex(head + "0003 000000 07 0000 0000 0000 0000")))
                .as("runs of nothing")
                .isEmpty();
        assertThat(parsed(hex(head + "0009 000000 07 2009 04 04 00 000000")))
                .as("too few steps")
                .isEmpty();
        assertThat(parsed(hex("8FCD0004 00000001 00000002 FFFE 0003 000000 07")))
                .as("no symbols")
                .isEmpty();
    }
}
