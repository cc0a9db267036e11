package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.room.model.ConnectionQuality;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.rtcp.Nack;
import org.auralink.media.rtcp.ReceiverReport;
import org.auralink.media.rtcp.ReportBlock;
import org.auralink.media.rtcp.SenderReport;
import org.junit.jupiter.api.Test;

/** What is measured about connections, and what is done with it. */
class RoomQualityTest {
    private final TestRoom test = new TestRoom();
    private final TestClient alice = test.connected("alice");
    private final TestClient bob = test.connected("bob");

    private static List<ServerSignal.ParticipantQuality> told(TestClient client) {
        return client.all(ServerSignal.QualityChanged.class).stream()
                .flatMap(changed -> changed.updates().stream())
                .toList();
    }

    @Test
    void theFirstMeasurementIsToldAlthoughItIsGood() {
        test.pass(100);
        assertThat(told(bob)).extracting(ServerSignal.ParticipantQuality::sid).containsExactly(bob.participant.sid());
        alice.publishMicrophone();
        bob.renegotiate();
        assertThat(told(bob))
                .extracting(ServerSignal.ParticipantQuality::sid)
                .containsExactly(bob.participant.sid(), alice.participant.sid());
        assertThat(told(bob))
                .extracting(ServerSignal.ParticipantQuality::quality)
                .containsOnly(ConnectionQuality.EXCELLENT);
        test.pass(60_000);
        assertThat(told(bob)).as("nothing changed").hasSize(2);
    }

    @Test
    void whoBeginsToReceiveSomebodyIsToldOnce() {
        alice.publishMicrophone();
        test.pass(6_000);
        TestClient carol = test.connected("carol");
        carol.renegotiate();
        assertThat(told(carol))
                .extracting(ServerSignal.ParticipantQuality::sid)
                .containsExactly(alice.participant.sid());
        bob.publishMicrophone();
        carol.renegotiate();
        assertThat(told(carol)).hasSize(2);
    }

    /** Alice receives bob's track over a path with this round trip. */
    private void measure(long roundTripMillis) {
        bob.publishMicrophone();
        alice.renegotiate();
        bob.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        int ssrc = bob.descriptions.ssrc("mic");
        bob.sending().arrive(test.now, new SenderReport(ssrc, 5L << 32, 1, 1, 1, List.of()));
        while (alice.receiving().rtcp.stream().noneMatch(SenderReport.class::isInstance)) {
            test.pass(20);
        }
        test.pass(roundTripMillis);
        int received = alice.receiving().rtp.get(0).ssrc();
        var block = new ReportBlock(received, 0, 0, 1, 0, 5 << 16, 0);
        alice.receiving().arrive(test.now, new ReceiverReport(1, List.of(block)));
        test.pass(1_100);
    }

    private List<Long> timesOfRequests(int wanted) {
        List<Long> times = new ArrayList<>();
        alice.descriptions.nextSequence("cam");
        alice.sendRtp(TestClient.VP8, "cam", TestClient.interFrame(), -1);
        alice.sending().rtcp.clear();
        while (times.size() < wanted) {
            test.pass(20);
            if (alice.sending().rtcp.stream().anyMatch(Nack.class::isInstance)) {
                times.add(test.now);
            }
            alice.sending().rtcp.clear();
        }
        return times;
    }

    @Test
    void lossesAreAskedForAgainAfterAMeasuredRoundTrip() {
        alice.publishCamera();
        measure(300);
        List<Long> times = timesOfRequests(2);
        assertThat(times.get(1) - times.get(0)).isBetween(300 * TestRoom.MS, 340 * TestRoom.MS);
    }

    @Test
    void onAShortPathTheyAreAskedForSooner() {
        alice.publishCamera();
        measure(0);
        List<Long> times = timesOfRequests(2);
        assertThat(times.get(1) - times.get(0)).isLessThanOrEqualTo(40 * TestRoom.MS);
    }
}
