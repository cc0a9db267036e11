package org.auralink.calls.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.auralink.media.boundary.RoomState;
import org.auralink.media.connector.MediaEvent.Kind;
import org.auralink.shared.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node whose stream is silent, and which is there all the same. */
class MistakenLossTest {

    private static final RoomState SAME = new RoomState("RM_1", List.of());

    private final Caller ann = CallsDatabase.person("ann");
    private final FakeStream node = new FakeStream();
    private String call;

    @BeforeEach
    void startACallOfTwo() {
        CallsDatabase.CLOCK.moveTo(FakeStream.START);
        call = newCall();
        node.connect();
        node.joined(call, "PA_1", "guest_1", 0);
        node.joined(call, "PA_2", "guest_2", 5);
        node.joined(call, "PA_3", "guest_3", 6);
        node.left(call, "PA_3", 10);
    }

    private String newCall() {
        return CallsDatabase.asPerson(calls -> calls.create(ann, new NewCall("Standup", null, null)))
                .callId();
    }

    private CallView read() {
        return CallsDatabase.asPerson(calls -> calls.get(ann, call));
    }

    private List<String> people() {
        return read().participants().stream()
                .map(it -> it.identity() + (it.leftAt() == null ? " in" : " " + it.durationSeconds()))
                .toList();
    }

    @Test
    void aSilentStreamEndsNoCallWhileTheNodeAnnouncesItself() {
        assertThat(node.silent(20, "boot-1")).isFalse();
        assertThat(read().status()).isEqualTo("active");
        node.lost(20);
        FakeStream.noNodeCame();
        assertThat(read().status()).as("when the announcement is gone too").isEqualTo("ended");
    }

    @Test
    void anotherRunOfTheNodesProcessIsNoSignOfLifeOfTheOneThatHeldTheRoom() {
        assertThat(node.silent(20, "boot-2")).isTrue();
        FakeStream.noNodeCame();
        assertThat(read().status()).isEqualTo("ended");
    }

    @Test
    void aCallThatWasTakenForLostGoesOnWhenItsRoomIsThereAndNobodyIsThrownOut() {
        node.lost(20);
        FakeStream.noNodeCame();
        assertThat(read().status()).isEqualTo("ended");
        assertThat(people()).containsExactly("guest_1 20", "guest_2 15", "guest_3 4");
        assertThat(node.connect().missedEvents()).isFalse();
        assertThat(node.reconcile(1, Map.of(call, SAME), false)).isEmpty();
        assertThat(read().status()).isEqualTo("active");
        assertThat(read().endedAt()).isNull();
        assertThat(read().durationSeconds()).isNull();
        assertThat(people()).containsExactly("guest_1 in", "guest_2 in", "guest_3 4");

        // What happened meanwhile comes as events, and then the call ends as any other.
        node.left(call, "PA_2", 25);
        assertThat(people()).containsExactly("guest_1 in", "guest_2 20", "guest_3 4");
        node.finished(call, 60);
        assertThat(read().status()).isEqualTo("ended");
        assertThat(people()).containsExactly("guest_1 60", "guest_2 20", "guest_3 4");
    }

    @Test
    void whoLeftDuringAGapInTheEventsIsGoneInTheCallThatGoesOn() {
        node.lost(20);
        node.skip(100);
        assertThat(node.connect(50).missedEvents()).isTrue();
        RoomState one = new RoomState("RM_1", List.of(FakeStream.participant("PA_1", "guest_1", 0)));
        assertThat(node.reconcile(50, Map.of(call, one), true)).isEmpty();
        assertThat(read().status()).isEqualTo("active");
        assertThat(people()).first().isEqualTo("guest_1 in");
        assertThat(read().participants().get(1).leftAt()).isNotNull();
    }

    @Test
    void aCallThatEndedOtherwiseStaysOverAndItsRoomIsClosed() {
        node.finished(call, 20);
        assertThat(node.reconcile(1, Map.of(call, SAME), false)).containsExactly(call);
        assertThat(read().status()).isEqualTo("ended");
    }

    @Test
    void anotherOpeningOfTheRoomIsNotTheCallThatWasLost() {
        node.lost(20);
        FakeStream.noNodeCame();
        assertThat(node.reconcile(1, Map.of(call, new RoomState("RM_2", List.of())), false))
                .containsExactly(call);
        assertThat(read().status()).isEqualTo("ended");
    }

    @Test
    void aRoomOfTheSameNameOnAnotherNodeIsNotTheCallThatWasLost() {
        node.lost(20);
        FakeStream.noNodeCame();
        FakeStream other = new FakeStream();
        other.connect();
        assertThat(other.reconcile(1, Map.of(call, SAME), false)).containsExactly(call);
        assertThat(read().status()).isEqualTo("ended");
    }

    @Test
    void aNodeThatStartedAgainEndsItsCallsForGoodWhenNobodyTakesThem() {
        node.restart("boot-2");
        node.connect();
        FakeStream.noNodeCame();
        assertThat(read().status()).isEqualTo("ended");
        assertThat(node.reconcile(1, Map.of(), false)).isEmpty();
        assertThat(read().status()).isEqualTo("ended");
    }

    @Test
    void eventsThatAreReadOverMoveThePositionOnceForAllOfThem() {
        node.skip(300);
        node.readOver();
        assertThat(node.connect().position().orElseThrow().sequence()).isEqualTo(305);
        node.report(Kind.PARTICIPANT_LEFT, call, "RM_1", 40, FakeStream.participant("PA_1", "guest_1", 0));
        assertThat(people()).first().isEqualTo("guest_1 40");
    }

    @Test
    void positionsOfAnEarlierRunAreNotMovedOver() {
        node.skip(300);
        node.restart("boot-2");
        node.connect();
        FakeStream late = node;
        late.restart("boot-1");
        late.readOver();
        late.restart("boot-2");
        assertThat(late.connect().position().orElseThrow().sequence()).isZero();
    }
}
