package org.auralink.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtpPacketTest {
    private final RtpPacket packet = new RtpPacket();

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private boolean parse(String text) {
        byte[] bytes = hex(text);
        return packet.parse(bytes, 0, bytes.length);
    }

    @Test
    void theFixedHeaderIsRead() {
        assertThat(parse("80 E0 FFFE FFFFFFFF DEADBEEF 0102")).isTrue();
        assertThat(packet.marker()).isTrue();
        assertThat(packet.payloadType()).isEqualTo(96);
        assertThat(packet.sequenceNumber()).isEqualTo(65_534);
        assertThat(packet.timestamp()).isEqualTo(0xFFFF_FFFFL);
        assertThat(packet.ssrc()).isEqualTo(0xDEAD_BEEF);
        assertThat(packet.payloadOffset()).isEqualTo(12);
        assertThat(packet.payloadLength()).isEqualTo(2);
        assertThat(packet.extensionCount()).isZero();
    }

    @Test
    void contributorsAndPaddingAreNoPayload() {
        assertThat(parse("A2 60 0001 00000001 00000002 00000003 00000004 AABBCC 000003"))
                .isTrue();
        assertThat(packet.headerLength()).isEqualTo(20);
        assertThat(packet.payloadLength()).isEqualTo(3);
        assertThat(parse("A0 60 0001 00000001 00000002 0000 0003"))
                .as("padding only, too long")
                .isTrue();
        assertThat(packet.payloadLength()).isEqualTo(1);
        assertThat(parse("A0 60 0001 00000001 00000002 00000004")).isTrue();
        assertThat(packet.payloadLength()).as("padding only").isZero();
    }

    @Test
    void whatIsNoPacketIsRefused() {
        assertThat(parse("40 60 0001 00000001 00000002")).as("version").isFalse();
        assertThat(parse("80 60 0001 00000001 000000")).as("too short").isFalse();
        assertThat(parse("81 60 0001 00000001 00000002"))
                .as("contributor is missing")
                .isFalse();
        assertThat(parse("90 60 0001 00000001 00000002 BEDE"))
                .as("extension header is cut")
                .isFalse();
        assertThat(parse("90 60 0001 00000001 00000002 BEDE0001 1000"))
                .as("extension is cut")
                .isFalse();
        assertThat(parse("A0 60 0001 00000001 00000002 00"))
                .as("padding of nothing")
                .isFalse();
        assertThat(parse("A0 60 0001 00000001 00000002 02"))
                .as("padding in the header")
                .isFalse();
        assertThat(packet.parse(new byte[20], 12, 12)).as("beyond the array").isFalse();
        assertThat(packet.parse(new byte[20], -1, 12)).isFalse();
        assertThat(packet.parse(new byte[20], 0, Integer.MIN_VALUE)).isFalse();
    }

    /** The example of RFC 8285 4.2: three elements, the second with padding after it. */
    @Test
    void oneByteExtensionsAreFound() {
        assertThat(parse("90 60 0001 00000001 00000002 BEDE 0003 10AA 21BBBB 0000 33 CCCCCCCC FF"))
                .isTrue();
        assertThat(packet.extensionCount()).isEqualTo(3);
        assertThat(packet.extensionLength(1)).isEqualTo(1);
        assertThat(packet.extensionLength(2)).isEqualTo(2);
        assertThat(packet.extensionLength(3)).isEqualTo(4);
        assertThat(packet.array()[packet.extensionOffset(1)]).isEqualTo((byte) 0xAA);
        assertThat(packet.payloadLength()).isEqualTo(1);
        assertThat(packet.extensionOffset(4)).isEqualTo(-1);
        assertThat(packet.extensionLength(4)).isEqualTo(-1);
    }

    @Test
    void twoByteExtensionsMayBeEmptyAndLong() {
        assertThat(parse("90 60 0001 00000001 00000002 1000 0003 0100 0201BB 00 FF04CCCCCCCC"))
                .isTrue();
        assertThat(packet.extensionLength(255)).as("after padding").isEqualTo(4);
        assertThat(parse("90 60 0001 00000001 00000002 1005 0003 0100 0201BB FF04CCCCCCCC 00"))
                .isTrue();
        assertThat(packet.extensionLength(1)).isZero();
        assertThat(packet.extensionLength(2)).isEqualTo(1);
        assertThat(packet.extensionLength(255)).isEqualTo(4);
    }

    @Test
    void extensionsEndWhereTheirFormSaysSo() {
        assertThat(parse("90 60 0001 00000001 00000002 BEDE 0001 F0AA 10BB")).isTrue();
        assertThat(packet.extensionCount()).as("id 15").isZero();
        assertThat(parse("90 60 0001 00000001 00000002 BEDE 0001 01AA 10BB")).isTrue();
        assertThat(packet.extensionCount()).as("padding with a length").isZero();
        assertThat(parse("90 60 0001 00000001 00000002 BEDE 0001 10AA 2FBB")).isTrue();
        assertThat(packet.extensionCount()).as("element beyond the block").isEqualTo(1);
        assertThat(parse("90 60 0001 00000001 00000002 ABCD 0001 10AA 20BB")).isTrue();
        assertThat(packet.extensionCount()).as("unknown profile").isZero();
    }

    @Test
    void textOfExtensionsIsComparedWithoutACopy() {
        assertThat(parse("90 60 0001 00000001 00000002 BEDE 0001 41 3132 00")).isTrue();
        assertThat(packet.extensionText(4)).isEqualTo("12");
        assertThat(packet.extensionIs(4, "12")).isTrue();
        assertThat(packet.extensionIs(4, "1")).isFalse();
        assertThat(packet.extensionIs(4, "13")).isFalse();
        assertThat(packet.extensionIs(5, "")).isFalse();
        assertThat(packet.extensionText(5)).isEmpty();
    }

    @Test
    void changesInPlaceLeaveTheRestAlone() {
        byte[] bytes = hex("FFFF 80 E0 0001 00000001 00000002 0102");
        assertThat(packet.parse(bytes, 2, 14)).isTrue();
        packet.setPayloadType(100);
        packet.setSequenceNumber(65_535);
        packet.setTimestamp(0xFFFF_FFFEL);
        packet.setSsrc(-2);
        assertThat(bytes).isEqualTo(hex("FFFF 80 E4 FFFF FFFFFFFE FFFFFFFE 0102"));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        var random = new Random(11);
        byte[] buf = new byte[RtpLimits.MAX_PACKET];
        var writer = new RtpWriter(buf);
        for (int round = 0; round < 20_000; round++) {
            int sequence = random.nextInt(65_536);
            int ssrc = random.nextInt();
            long timestamp = random.nextInt() & 0xFFFF_FFFFL;
            boolean marker = random.nextBoolean();
            writer.begin(marker, 96, sequence, timestamp, ssrc);
            int elements = random.nextInt(5);
            byte[][] data = new byte[elements][];
            boolean small = random.nextBoolean();
            for (int i = 0; i < elements; i++) {
                data[i] = new byte[small ? 1 + random.nextInt(16) : random.nextInt(40)];
                random.nextBytes(data[i]);
                writer.extension(i + 1, data[i], 0, data[i].length);
            }
            byte[] payload = new byte[random.nextInt(1_000)];
            random.nextBytes(payload);
            writer.payload(payload, 0, payload.length);
            if (random.nextBoolean()) {
                writer.padding(1 + random.nextInt(200));
            }
            assertThat(packet.parse(buf, 0, writer.length())).isTrue();
            assertThat(packet.sequenceNumber()).isEqualTo(sequence);
            assertThat(packet.ssrc()).isEqualTo(ssrc);
            assertThat(packet.timestamp()).isEqualTo(timestamp);
            assertThat(packet.marker()).isEqualTo(marker);
            assertThat(packet.extensionCount()).isEqualTo(elements);
            for (int i = 0; i < elements; i++) {
                int at = packet.extensionOffset(i + 1);
                assertThat(Arrays.copyOfRange(buf, at, at + packet.extensionLength(i + 1)))
                        .isEqualTo(data[i]);
            }
            int at = packet.payloadOffset();
            assertThat(Arrays.equals(buf, at, at + packet.payloadLength(), payload, 0, payload.length))
                    .isTrue();
        }
    }

    @Test
    void noBytesMakeTheViewLookOutsideThem() {
        var random = new Random(12);
        byte[] seed =
                hex("B2 60 0001 00000001 00000002 00000003 00000004 BEDE0002 10AA21BB BB000000 01020304 00000003");
        int accepted = 0;
        for (int round = 0; round < 300_000; round++) {
            byte[] bytes = Arrays.copyOf(seed, random.nextInt(8) == 0 ? random.nextInt(seed.length) : seed.length);
            for (int n = random.nextInt(4); n > 0 && bytes.length > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            int from = bytes.length == 0 ? 0 : random.nextInt(8) == 0 ? random.nextInt(bytes.length) : 0;
            int size = bytes.length - from;
            if (!packet.parse(bytes, from, size)) {
                continue;
            }
            accepted++;
            assertThat(packet.payloadLength()).isNotNegative();
            assertThat(packet.payloadOffset() + packet.payloadLength()).isLessThanOrEqualTo(from + size);
            for (int n = 0; n < packet.extensionCount(); n++) {
                int id = packet.extensionId(n);
                assertThat(packet.extensionOffset(id) + packet.extensionLength(id))
                        .isLessThanOrEqualTo(from + size);
                assertThat(packet.extensionText(id)).hasSize(packet.extensionLength(id));
            }
        }
        assertThat(accepted).isBetween(50_000, 290_000);
    }
}
