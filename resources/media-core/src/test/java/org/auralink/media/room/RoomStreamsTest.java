package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.auralink.media.rtcp.ReceiverReport;
import org.auralink.media.rtcp.ReportBlock;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.rtp.RtpWriter;
import org.junit.jupiter.api.Test;

/** A track whose SSRC changes, once or without end. */
class RoomStreamsTest {
    private final TestRoom test = new TestRoom();
    private final TestClient alice = test.connected("alice");
    private final TestClient bob = test.connected("bob");

    private void send(int ssrc, int sequence, byte[] payload) {
        byte[] buf = new byte[1_500];
        var writer = new RtpWriter(buf).begin(false, TestClient.VP8, sequence, test.now / 11_111, ssrc);
        var packet = new RtpPacket();
        packet.parse(buf, 0, writer.payload(payload, 0, payload.length).length());
        alice.sending().arrive(test.now, packet);
    }

    private List<Integer> reportedOn() {
        alice.sending().rtcp.clear();
        test.pass(1_100);
        return alice.sending().rtcp.stream()
                .filter(ReceiverReport.class::isInstance)
                .flatMap(report -> ((ReceiverReport) report).reports().stream())
                .map(ReportBlock::ssrc)
                .distinct()
                .toList();
    }

    @Test
    void anotherSourceTakesTheFirstOnesPlaceForGood() {
        alice.publishCamera();
        bob.renegotiate();
        int first = alice.descriptions.ssrc("cam");
        send(first, 100, TestClient.keyFrame());
        send(7, 500, TestClient.keyFrame());
        send(first, 101, TestClient.interFrame());
        send(7, 501, TestClient.interFrame());
        assertThat(bob.receiving().rtp).hasSize(3);
        int begin = bob.receiving().rtp.get(0).sequenceNumber();
        assertThat(bob.receiving().rtp)
                .extracting(RtpPacket::sequenceNumber)
                .containsExactly(begin, begin + 1, begin + 2);
        assertThat(reportedOn()).containsExactly(7);
    }

    @Test
    void sourcesWithoutEndAreNotListenedTo() {
        alice.publishCamera();
        bob.renegotiate();
        for (int ssrc = 1_000; ssrc < 3_000; ssrc++) {
            send(ssrc, 1, TestClient.keyFrame());
        }
        assertThat(bob.receiving().rtp).hasSizeLessThan(20);
        assertThat(reportedOn()).hasSize(1);
        alice.publishMicrophone();
        bob.renegotiate();
        int before = bob.receiving().rtp.size();
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(bob.receiving().rtp).as("other tracks go on").hasSize(before + 1);
    }
}
