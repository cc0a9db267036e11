package org.auralink.media.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.auralink.media.rtp.RtpBytes;

/** Packets of whom nothing is known, to an association that has just called. */
class PacketFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anyPacketIsTakenOrDropped(byte[] packet) {
        Endpoint side = new Endpoint(1);
        side.association.connect(0);
        side.transmit(0, (buf, from, size) -> {});
        side.receive(0, packet);
        if (packet.length >= PacketReader.HEADER) {
            byte[] right = Arrays.copyOf(packet, packet.length);
            RtpBytes.writeInt(right, 0, Endpoint.PORT << 16 | Endpoint.PORT);
            RtpBytes.writeInt(right, 8, PacketReader.checksum(new CRC32C(), right, 0, right.length));
            side.receive(0, right);
        }
        int[] answers = new int[1];
        side.transmit(0, (buf, from, size) -> answers[0]++);
        assertThat(answers[0]).isLessThanOrEqualTo(4);
        assertThat(side.association.held() + side.association.kept()).isZero();
    }
}
