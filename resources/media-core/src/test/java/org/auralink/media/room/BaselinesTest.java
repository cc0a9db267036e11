package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.rtp.RtpPacket;
import org.junit.jupiter.api.Test;

/** What somebody would have been sent by simpler rules is measured, and never more than could have been sent. */
class BaselinesTest {
    private static final int FRAME = 33;
    private static final Offset<Double> CLOSE = within(0.12);

    private final TestRoom test = new TestRoom();
    private final TestClient alice = test.connected("alice");
    private final TestClient bob = test.connected("bob");
    private final SimulcastCamera camera = new SimulcastCamera(test, alice);

    /** Of the lowest layer, in bits per second. */
    private double unit;

    private boolean high = true;

    /** Layers of one, three and nine packets a frame. */
    private void flow(int millis) {
        for (int passed = 0; passed < millis; passed += FRAME) {
            camera.send(passed % (10 * FRAME) == 0, 0, 1);
            camera.send(false, 1, 1);
            if (high) {
                camera.send(passed % (10 * FRAME) == 0, 2);
                camera.send(false, 2, 2, 2, 2, 2, 2, 2, 2);
            }
            test.pass(FRAME);
        }
    }

    private void receive() {
        flow(100);
        unit = camera.packet(0, false).length() * 8.0 * 1_000 / FRAME;
        List.of(alice, bob).forEach(TestClient::renegotiate);
        flow(6_000);
    }

    private void shows(boolean disabled, VideoQuality quality) {
        bob.signal(new ClientSignal.UpdateTrackSettings(List.of(camera.sid()), disabled, quality, 0, 0));
        // One report that has both, and one that has this alone.
        flow(25_000);
    }

    private ParticipantReport last() {
        return test.reports.stream()
                .filter(report -> report.identity().value().equals("bob"))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    private double adaptive() {
        return last().baselines().adaptiveBitsPerSecond() / unit;
    }

    private double best() {
        return last().baselines().bestBitsPerSecond() / unit;
    }

    private double sent() {
        return last().down().bitsPerSecond() / unit;
    }

    @Test
    void whoShowsEverythingAsLargeAsItComesIsSentWhatBothRulesSay() {
        receive();
        shows(false, VideoQuality.HIGH);
        assertThat(last().baselines().nanos()).isBetween(9_000 * TestRoom.MS, 11_000 * TestRoom.MS);
        assertThat(best() / 9).isCloseTo(1, CLOSE);
        assertThat(adaptive() / 9).isCloseTo(1, CLOSE);
        assertThat(sent() / 9).isCloseTo(1, CLOSE);
    }

    @Test
    void whoShowsItSmallIsSentWhatItAskedForAndLessThanTheBest() {
        receive();
        shows(false, VideoQuality.LOW);
        assertThat(adaptive()).isCloseTo(1, CLOSE);
        assertThat(sent()).isCloseTo(1, CLOSE);
        assertThat(best() / 9).isCloseTo(1, CLOSE);
    }

    @Test
    void whatIsShownNowhereCostsTheBestOnly() {
        receive();
        shows(true, VideoQuality.HIGH);
        assertThat(adaptive()).isZero();
        assertThat(sent()).isCloseTo(0, CLOSE);
        assertThat(best() / 9).isCloseTo(1, CLOSE);
    }

    @Test
    void aLayerThatItsPublisherPausedCountsAsItWasWhenItCame() {
        receive();
        high = false;
        shows(false, VideoQuality.MEDIUM);
        assertThat(adaptive() / 3).isCloseTo(1, CLOSE);
        assertThat(best()).as("it came, and nobody wants it now").isGreaterThan(4);
    }

    @Test
    void whatIsMutedCostsNothing() {
        receive();
        alice.signal(new ClientSignal.Mute(camera.sid(), true));
        flow(25_000);
        assertThat(adaptive()).isZero();
        assertThat(best()).isZero();
    }

    @Test
    void whatTheConnectionDoesNotCarryIsNotCountedAsSaved() {
        receive();
        bob.signal(new ClientSignal.SimulateBandwidth(Math.round(4 * unit)));
        flow(25_000);
        assertThat(sent()).isLessThan(4.1);
        assertThat(best()).isCloseTo(4, CLOSE);
        assertThat(adaptive()).isCloseTo(4, CLOSE);
    }

    @Test
    void fromItsJoiningOnNoMoreIsSaidToBeSavedThanWas() {
        receive();
        shows(false, VideoQuality.HIGH);
        double sent = 0;
        double best = 0;
        for (ParticipantReport report : test.reports) {
            if (report.identity().value().equals("bob")) {
                sent += report.down().bitsPerSecond() / 1e9 * report.baselines().nanos();
                best += report.baselines().bestBitsPerSecond()
                        / 1e9
                        * report.baselines().nanos();
            }
        }
        long received =
                bob.receiving().rtp.stream().mapToLong(RtpPacket::length).sum();
        // What came after the last report is in neither.
        assertThat(sent).isBetween(0.6 * received * 8, 1.0 * received * 8);
        assertThat(best).isLessThan(1.02 * sent);
    }

    @Test
    void whoReceivesNothingHasBaselinesOfNothing() {
        test.pass(25_000);
        assertThat(last().baselines().nanos()).isPositive();
        assertThat(last().baselines().bestBitsPerSecond()).isZero();
    }
}
