package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.SessionDescription;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.rtp.RtpWriter;
import org.junit.jupiter.api.Test;

/** A recorded offer of Chromium, which names no SSRC: streams are told apart by the names their packets carry. */
class RoomSimulcastTest {
    private final TestRoom test = new TestRoom();
    private final TestClient alice = test.connected("alice");
    private final TestClient bob = test.connected("bob");
    private final SimulcastCamera camera = new SimulcastCamera(test, alice);

    private void frame(boolean key) {
        camera.send(key, 0, 1, 2);
        test.pass(33);
    }

    private List<Integer> received() {
        return SimulcastCamera.layers(bob);
    }

    @Test
    void theTrackAndItsLayersAreFoundByTheNamesOnPackets() {
        SessionDescription answer = alice.last(ServerSignal.Answer.class).description();
        assertThat(answer.midToTrackId())
                .containsOnly(
                        Map.entry("0", alice.sid(SimulcastCamera.MICROPHONE).value()),
                        Map.entry("1", camera.sid().value()));
        assertThat(answer.sdp()).contains("a=simulcast:recv q;h;f");
        frame(true);
        assertThat(test.events).endsWith("trackPublished alice CAMERA");
        assertThat(test.room.participants().get(0).tracks().get(0).simulcast()).isTrue();
    }

    @Test
    void theHighestLayerIsSentAndTheShownSizeDecides() {
        frame(true);
        bob.renegotiate();
        test.pass(500);
        frame(true);
        frame(false);
        assertThat(received()).containsExactly(2, 2);
        bob.signal(new ClientSignal.UpdateTrackSettings(List.of(camera.sid()), false, VideoQuality.HIGH, 300, 170));
        frame(false);
        test.pass(1_100);
        assertThat(camera.askedForKeyFrames()).endsWith(0);
        frame(false);
        assertThat(received()).as("until the key frame comes").containsOnly(2);
        frame(true);
        frame(false);
        assertThat(received()).endsWith(2, 0, 0);
        bob.signal(new ClientSignal.UpdateTrackSettings(List.of(camera.sid()), false, VideoQuality.MEDIUM, 0, 0));
        frame(true);
        assertThat(received()).endsWith(0, 1);
        List<Integer> numbers =
                bob.receiving().rtp.stream().map(RtpPacket::sequenceNumber).toList();
        for (int i = 1; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).isEqualTo(numbers.get(i - 1) + 1 & 0xffff);
        }
    }

    @Test
    void aLayerThatStopsIsReplacedByTheNextLowerOne() {
        frame(true);
        bob.renegotiate();
        frame(true);
        for (int n = 0; n < 70; n++) {
            alice.sending().arrive(test.now, camera.packet(0, false));
            alice.sending().arrive(test.now, camera.packet(1, false));
            test.pass(33);
        }
        assertThat(camera.askedForKeyFrames()).endsWith(1);
        alice.sending().arrive(test.now, camera.packet(1, true));
        assertThat(received()).endsWith(1);
    }

    @Test
    void retransmissionsBelongToTheLayerTheyName() {
        frame(true);
        bob.renegotiate();
        frame(true);
        RtpPacket lost = camera.packet(2, false);
        alice.sending().arrive(test.now, camera.packet(2, false));
        byte[] buf = new byte[1_500];
        var writer = new RtpWriter(buf).begin(false, 97, 5, lost.timestamp(), 2_002);
        SimulcastCamera.names(writer, SimulcastCamera.REPAIRED_RID, "f");
        int size = lost.payloadLength();
        byte[] inside = new byte[2 + size];
        inside[0] = (byte) (lost.sequenceNumber() >> 8);
        inside[1] = (byte) lost.sequenceNumber();
        System.arraycopy(lost.array(), lost.payloadOffset(), inside, 2, size);
        int before = bob.receiving().rtp.size();
        alice.sending()
                .arrive(
                        test.now,
                        SimulcastCamera.view(
                                buf, writer.payload(inside, 0, inside.length).length()));
        assertThat(bob.receiving().rtp).hasSize(before + 1);
        int repaired = bob.receiving().rtp.get(before).sequenceNumber();
        assertThat(repaired).isEqualTo(bob.receiving().rtp.get(before - 1).sequenceNumber() - 1 & 0xffff);
    }

    @Test
    void packetsThatNameNothingKnownAreNotForwarded() {
        byte[] buf = new byte[1_500];
        var writer = new RtpWriter(buf).begin(false, 96, 1, 1, 77);
        SimulcastCamera.names(writer, SimulcastCamera.RID, "x");
        alice.sending()
                .arrive(
                        test.now,
                        SimulcastCamera.view(
                                buf, writer.payload(TestClient.keyFrame(), 0, 4).length()));
        alice.sending()
                .arrive(
                        test.now,
                        SimulcastCamera.view(
                                buf,
                                new RtpWriter(buf)
                                        .begin(false, 96, 1, 1, 78)
                                        .payload(TestClient.keyFrame(), 0, 4)
                                        .length()));
        assertThat(test.events).doesNotContain("trackPublished alice CAMERA");
    }
}
