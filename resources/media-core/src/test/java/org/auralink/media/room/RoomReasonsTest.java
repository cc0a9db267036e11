package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.auralink.media.room.forward.LayerReason;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ClientSignal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why somebody is sent which layer, as reports tell it. */
class RoomReasonsTest {
    private static final int FRAME = 33;

    private final TestRoom test = new TestRoom();
    private final TestClient alice = test.connected("alice");
    private final TestClient bob = test.connected("bob");
    private final SimulcastCamera camera = new SimulcastCamera(test, alice);
    private int[] layers = {0, 1, 2};
    private boolean keyFrames = true;

    private void flow(int millis) {
        for (int passed = 0; passed < millis; passed += FRAME) {
            boolean key = keyFrames && passed % (10 * FRAME) == 0;
            if (layers.length > 0) {
                camera.send(key, layers);
            }
            test.pass(FRAME);
        }
    }

    private void show(boolean disabled, VideoQuality quality) {
        bob.signal(new ClientSignal.UpdateTrackSettings(List.of(camera.sid()), disabled, quality, 0, 0));
    }

    /** What is told of the camera after more than a report's interval. */
    private void assertTold(int wanted, int layer, LayerReason reason) {
        flow(11_000);
        List<ParticipantReport> ofBob = test.reports.stream()
                .filter(report -> report.sid().equals(bob.participant.sid()))
                .toList();
        assertThat(ofBob.get(ofBob.size() - 1).received())
                .containsExactly(new ParticipantReport.Received(camera.sid(), wanted, layer, reason));
    }

    @BeforeEach
    void receive() {
        flow(100);
        List.of(alice, bob).forEach(TestClient::renegotiate);
        flow(1_000);
    }

    @Test
    void itIsWhatTheClientAskedForOrDoesNotShow() {
        assertTold(2, 2, LayerReason.WANTED);
        show(false, VideoQuality.LOW);
        assertTold(0, 0, LayerReason.WANTED);
        show(true, VideoQuality.HIGH);
        assertTold(-1, -1, LayerReason.HIDDEN);
    }

    @Test
    void itIsTheBestThatItsPublisherSends() {
        layers = new int[] {0, 1};
        assertTold(2, 1, LayerReason.BEST_PUBLISHED);
        show(false, VideoQuality.MEDIUM);
        assertTold(1, 1, LayerReason.WANTED);
        layers = new int[0];
        assertTold(1, 1, LayerReason.NOT_SENT);
        alice.signal(new ClientSignal.Mute(camera.sid(), true));
        assertTold(1, -1, LayerReason.MUTED);
    }

    @Test
    void itIsWhatTheConnectionCarries() {
        long layer = camera.packet(0, false).length() * 8L * 1_000 / FRAME;
        bob.signal(new ClientSignal.SimulateBandwidth(layer / 2));
        assertTold(2, -1, LayerReason.BANDWIDTH);
        bob.signal(new ClientSignal.SimulateBandwidth(layer + layer / 2));
        flow(5_000);
        // All layers are of one size here, so the largest fits where one does.
        assertTold(2, 2, LayerReason.WANTED);
    }

    @Test
    void itWaitsForAKeyFrame() {
        show(false, VideoQuality.LOW);
        flow(1_000);
        keyFrames = false;
        show(false, VideoQuality.HIGH);
        assertTold(2, 0, LayerReason.SWITCHING);
    }
}
