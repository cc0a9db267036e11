package org.auralink.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtxTest {
    private final byte[] buf = new byte[RtpLimits.MAX_PACKET];
    private final byte[] out = new byte[RtpLimits.MAX_PACKET];
    private final RtpPacket packet = new RtpPacket();

    /** A retransmission of {@link #packet} by SSRC 5 with payload type 97; returns its size. */
    private int wrap(int sequence) {
        byte[] payload = new byte[2 + packet.payloadLength()];
        RtpBytes.writeShort(payload, 0, packet.sequenceNumber());
        System.arraycopy(packet.array(), packet.payloadOffset(), payload, 2, packet.payloadLength());
        var writer = new RtpWriter(out).begin(packet.marker(), 97, sequence, packet.timestamp(), 5);
        if (packet.extensionCount() > 0) {
            writer.extension(4, packet.array(), packet.extensionOffset(4), 1);
        }
        return writer.payload(payload, 0, payload.length).length();
    }

    @Test
    void aRetransmissionBecomesThePacketItRepeats() {
        var random = new Random(21);
        for (int round = 0; round < 5_000; round++) {
            byte[] payload = new byte[1 + random.nextInt(1_200)];
            random.nextBytes(payload);
            int sequence = random.nextInt(65_536);
            var writer = new RtpWriter(buf).begin(random.nextBoolean(), 96, sequence, round, 0xABCD_EF01);
            if (random.nextBoolean()) {
                writer.extension(4, payload, 0, 1);
            }
            writer.payload(payload, 0, payload.length);
            byte[] original = Arrays.copyOf(buf, writer.length());
            if (random.nextBoolean()) {
                writer.padding(1 + random.nextInt(20));
            }
            assertThat(packet.parse(buf, 0, writer.length())).isTrue();

            int size = wrap(round & 0xffff);
            assertThat(size).isEqualTo(original.length + 2);
            assertThat(packet.parse(out, 0, size)).isTrue();
            assertThat(packet.payloadType()).isEqualTo(97);
            assertThat(packet.ssrc()).isEqualTo(5);
            assertThat(packet.sequenceNumber()).isEqualTo(round & 0xffff);
            assertThat(RtpBytes.readShort(out, packet.payloadOffset())).isEqualTo(sequence);

            assertThat(Rtx.unwrap(packet, 96, 0xABCD_EF01)).isTrue();
            assertThat(Arrays.copyOfRange(out, packet.offset(), packet.offset() + packet.length()))
                    .isEqualTo(original);
        }
    }

    @Test
    void probesRepeatNothing() {
        var writer = new RtpWriter(buf).begin(false, 97, 1, 1, 5).emptyPayload().padding(200);
        assertThat(packet.parse(buf, 0, writer.length())).isTrue();
        assertThat(Rtx.unwrap(packet, 96, 1)).isFalse();
        new RtpWriter(buf).begin(false, 97, 1, 1, 5).payload(new byte[2], 0, 2);
        assertThat(packet.parse(buf, 0, 14)).isTrue();
        assertThat(Rtx.unwrap(packet, 96, 1)).as("a number and nothing else").isFalse();
    }
}
