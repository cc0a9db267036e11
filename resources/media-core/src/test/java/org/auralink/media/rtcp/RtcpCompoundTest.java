package org.auralink.media.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtcpCompoundTest {
    private static final ReportBlock BLOCK = new ReportBlock(-7, 128, -3, 0x1_FFFEL, 99, 0x1234_5678, 65_536);
    private static final SenderReport SENDER =
            new SenderReport(1, 0x8899_AABB_CCDD_EEFFL, 0xFFFF_FFFFL, 0xFFFF_FFFEL, 5, List.of(BLOCK, BLOCK));

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static byte[] written(RtcpPacket... packets) {
        byte[] out = new byte[1_500];
        int size = 0;
        for (RtcpPacket packet : packets) {
            size += packet.write(out, size);
        }
        return Arrays.copyOf(out, size);
    }

    private static List<RtcpPacket> parsed(byte[] bytes) {
        return RtcpCompound.parse(bytes, 0, bytes.length);
    }

    @Test
    void reportsAreTheBytesOfRfc3550() {
        assertThat(written(new ReceiverReport(0x0102_0304, List.of(BLOCK))))
                .isEqualTo(hex("81C90007 01020304 FFFFFFF9 80FFFFFD 0001FFFE 00000063 12345678 00010000"));
        assertThat(written(new SenderReport(1, 0x8899_AABB_CCDD_EEFFL, 0xFFFF_FFFFL, 2, 3, List.of())))
                .isEqualTo(hex("80C80006 00000001 8899AABB CCDDEEFF FFFFFFFF 00000002 00000003"));
        assertThat(SENDER.ntpMiddle()).isEqualTo(0xAABB_CCDD);
    }

    @Test
    void feedbackIsTheBytesOfRfc4585And5104() {
        assertThat(written(new PictureLossIndication(1, 2))).isEqualTo(hex("81CE0002 00000001 00000002"));
        assertThat(written(new FullIntraRequest(1, 2, 255)))
                .isEqualTo(hex("84CE0004 00000001 00000000 00000002 FF000000"));
        assertThat(written(new Nack(1, 2, new int[] {65_535, 0, 15, 16, 100})))
                .isEqualTo(hex("81CD0005 00000001 00000002 FFFF 8001 0010 0000 0064 0000"));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        var packets = new RtcpPacket[] {
            SENDER,
            new ReceiverReport(4, List.of(BLOCK)),
            new PictureLossIndication(1, -2),
            new FullIntraRequest(1, -2, 7),
        };
        assertThat(parsed(written(packets))).containsExactly(packets);
    }

    @Test
    void namesAreTheBytesOfRfc3550() {
        assertThat(written(new SourceDescription(1, "name"))).isEqualTo(hex("81CA0003 00000001 0104 6E616D65 0000"));
        assertThat(written(new SourceDescription(-2, "ë"))).isEqualTo(hex("81CA0003 FFFFFFFE 0102 C3AB 00000000"));
        for (int length = 0; length < 10; length++) {
            var description = new SourceDescription(1, "n".repeat(length));
            assertThat(written(description).length % 4).isZero();
            assertThat(parsed(written(description, new PictureLossIndication(1, 2))))
                    .as("skipped when read")
                    .containsExactly(new PictureLossIndication(1, 2));
        }
    }

    @Test
    void nacksNameWhatIsMissingWhateverTheGaps() {
        var random = new Random(61);
        for (int round = 0; round < 2_000; round++) {
            int[] sequences = new int[1 + random.nextInt(100)];
            int at = random.nextInt(65_536);
            for (int i = 0; i < sequences.length; i++) {
                sequences[i] = at & 0xffff;
                at += 1 + (random.nextInt(3) == 0 ? random.nextInt(40) : 0);
            }
            var nack = (Nack) parsed(written(new Nack(1, 2, sequences))).get(0);
            assertThat(nack.sequences()).isEqualTo(sequences);
            assertThat(nack.mediaSsrc()).isEqualTo(2);
        }
    }

    @Test
    void unknownTypesAreSkippedAndTheRestIsRead() {
        byte[] unknown = hex("80CC0001 00000001 8FCD0002 00000001 00000002 81CE0002 00000001 00000002");
        assertThat(parsed(unknown)).containsExactly(new PictureLossIndication(1, 2));
    }

    @Test
    void whatComesBeforeAMalformedPacketIsRead() {
        byte[] bytes = Arrays.copyOf(written(new PictureLossIndication(1, 2), SENDER), 40);
        assertThat(parsed(bytes)).containsExactly(new PictureLossIndication(1, 2));
        assertThat(parsed(hex("41CE0002 00000001 00000002"))).as("version").isEmpty();
        assertThat(parsed(hex("9FC90001 00000001"))).as("reports are missing").isEmpty();
        assertThat(parsed(hex("A1CE0002 00000001 00000009")))
                .as("padding beyond the packet")
                .isEmpty();
        assertThat(parsed(new byte[0])).isEmpty();
    }

    @Test
    void noDatagramMakesTheReaderFailOrGrow() {
        var random = new Random(62);
        byte[] seed = written(
                SENDER,
                new SourceDescription(1, "name"),
                new Nack(1, 2, new int[] {1, 2, 30}),
                new PictureLossIndication(1, 2),
                new ReceiverReport(4, List.of(BLOCK)),
                new FullIntraRequest(1, 2, 3));
        List<Class<?>> seen = new ArrayList<>();
        for (int round = 0; round < 200_000; round++) {
            byte[] bytes = Arrays.copyOf(seed, random.nextInt(4) == 0 ? random.nextInt(seed.length) : seed.length);
            for (int n = random.nextInt(6); n > 0 && bytes.length > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            for (RtcpPacket packet : parsed(bytes)) {
                assertThat(packet.size()).isLessThan(20 * seed.length);
                if (!seen.contains(packet.getClass())) {
                    seen.add(packet.getClass());
                }
            }
        }
        assertThat(seen).hasSizeGreaterThanOrEqualTo(5);
    }
}
