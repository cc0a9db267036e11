package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.transport.TransportState;
import org.junit.jupiter.api.Test;

/** How a room looks for a client whose path fell silent: with an offer that restarts ICE. */
class RoomRestartTest {
    private final TestRoom test = new TestRoom();
    private final TestClient bob = test.connected("bob");

    private String ufrag() {
        return bob.receiving().localCredentials().ufrag();
    }

    private int offers() {
        return bob.all(ServerSignal.Offer.class).size();
    }

    @Test
    void aSilentPathBringsOneOfferThatRestartsIce() {
        String before = ufrag();
        int offers = offers();
        bob.receiving().silent = true;
        test.pass(50);

        assertThat(offers()).isEqualTo(offers + 1);
        assertThat(bob.last(ServerSignal.Offer.class).description().sdp())
                .contains("a=ice-ufrag:" + ufrag() + "\r\n")
                .doesNotContain("a=ice-ufrag:" + before + "\r\n");
        assertThat(bob.all(ServerSignal.Leave.class)).isEmpty();
    }

    @Test
    void aPathThatIsNotSilentIsLeftAlone() {
        String before = ufrag();
        int offers = offers();
        test.pass(60_000);

        assertThat(ufrag()).isEqualTo(before);
        assertThat(offers()).isEqualTo(offers);
    }

    /** As a NAT does that changes ports twice. */
    @Test
    void whoFallsSilentAgainSoonIsLookedForAgain() {
        int offers = offers();
        for (int change = 1; change <= 3; change++) {
            bob.receiving().silent = true;
            test.pass(50);
            bob.answer();
            bob.receiving().silent = false;
            test.pass(2_000);

            assertThat(offers()).isEqualTo(offers + change);
        }
        assertThat(test.iceRestarts).isEqualTo(3);
    }

    @Test
    void whoFallsSilentAllTheTimeGetsFourRestartsAndThenOneEveryFiveSeconds() {
        int offers = offers();
        bob.receiving().silent = true;
        for (int tick = 0; tick < 58_000 / 50; tick++) {
            test.pass(50);
            bob.answer();
        }
        assertThat(offers()).isEqualTo(offers + 4 + 58 / 5);
        assertThat(test.iceRestarts).isEqualTo(offers() - offers);
    }

    @Test
    void anOfferThatIsUnderWayIsAnsweredFirst() {
        TestClient alice = test.connected("alice");
        alice.publishMicrophone();
        test.pass(50);
        int offers = offers();
        String before = ufrag();
        bob.receiving().silent = true;
        test.pass(1_000);
        assertThat(offers()).isEqualTo(offers);

        bob.answer();
        test.pass(50);
        assertThat(offers()).isEqualTo(offers + 1);
        assertThat(ufrag()).isNotEqualTo(before);
    }

    @Test
    void whoseSignallingIsLostIsRestartedOnceItIsBackAndNotTwice() {
        test.room.signalLost(test.now, bob.participant, bob);
        String before = ufrag();
        bob.receiving().silent = true;
        test.pass(3_000);
        assertThat(ufrag()).isEqualTo(before);

        List<ServerSignal> resumed = new ArrayList<>();
        test.room.resume(test.now, bob.participant.sid(), resumed::add);
        test.pass(5_000);
        assertThat(resumed).filteredOn(ServerSignal.Offer.class::isInstance).hasSize(1);
    }

    @Test
    void whoIsAwayForTwentySecondsHasTimeToAnswerTheRestart() {
        bob.receiving().silent = true;
        test.pass(8_000);
        bob.receiving().become(test.now, TransportState.DISCONNECTED, null);
        test.pass(12_000);
        bob.receiving().become(test.now, TransportState.CONNECTED, null);
        bob.receiving().silent = false;
        test.pass(1_000);
        bob.answer();
        test.pass(20_000);

        assertThat(bob.all(ServerSignal.Leave.class)).isEmpty();
        assertThat(test.room.participants()).hasSize(1);
    }

    @Test
    void whoSendsChecksAndNeverAnswersTheRestartConnectsAnew() {
        bob.receiving().silent = true;
        test.pass(15_100);

        assertThat(bob.all(ServerSignal.Leave.class)).hasSize(1);
    }
}
