package org.auralink.media.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Feedback of a participant, whatever is in it. */
class RtcpFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anyDatagramIsReadAsFarAsItCanBe(byte[] datagram) {
        for (RtcpPacket packet : RtcpCompound.parse(datagram, 0, datagram.length)) {
            assertThat(packet.size()).isLessThan(32 * datagram.length + 64).isPositive();
            assertThat(packet.write(new byte[packet.size()], 0)).isEqualTo(packet.size());
        }
    }
}
