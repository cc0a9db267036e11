package org.auralink.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Packets of a participant, whatever is in them. */
class RtpFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anyPacketIsReadOrRefused(byte[] datagram) {
        int header = RtpPacket.headerLength(datagram, 0, datagram.length);
        var packet = new RtpPacket();
        if (!packet.parse(datagram, 0, datagram.length)) {
            return;
        }
        assertThat(header).isEqualTo(packet.headerLength());
        assertThat(packet.payloadOffset() + packet.payloadLength()).isLessThanOrEqualTo(datagram.length);
        for (int id = 0; id < 256; id++) {
            assertThat(packet.extensionText(id)).hasSizeLessThan(256);
            packet.extensionIs(id, "mid");
            assertThat(packet.extensionOffset(id) + packet.extensionLength(id)).isLessThanOrEqualTo(datagram.length);
        }
        var history = new PacketHistory(4, 200);
        assertThat(history.put(packet)).isEqualTo(datagram.length <= 200);
        if (Rtx.unwrap(packet, 96, 7)) {
            assertThat(packet.length()).isEqualTo(datagram.length - 2);
            assertThat(packet.ssrc()).isEqualTo(7);
        }
    }
}
