package org.auralink.calls.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.auralink.media.boundary.RoomName;
import org.auralink.media.boundary.RoomState;
import org.auralink.media.boundary.Welcome;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.connector.MediaEvent.Kind;
import org.auralink.media.connector.NodeParticipant;
import org.auralink.media.connector.StreamPosition;
import org.auralink.shared.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallEventsTest {

    private final Caller ann = CallsDatabase.person("ann");
    private final FakeStream node = new FakeStream();
    private String call;

    @BeforeEach
    void createCallAndConnect() {
        CallsDatabase.CLOCK.moveTo(FakeStream.START);
        call = newCall();
        node.connect();
    }

    private String newCall() {
        return CallsDatabase.asPerson(calls -> calls.create(ann, new NewCall("Standup", null, null)))
                .callId();
    }

    private CallView read() {
        return read(call);
    }

    private CallView read(String id) {
        return CallsDatabase.asPerson(calls -> calls.get(ann, id));
    }

    private String annsIdentity() {
        return ann.userId().value().toString();
    }

    @Test
    void theFirstToJoinStartsTheCall() {
        node.report(Kind.ROOM_STARTED, call, "RM_1", 0, null);
        assertThat(read().status()).isEqualTo("waiting");
        node.joined(call, "PA_1", annsIdentity(), 1);
        node.joined(call, "PA_2", "guest_1", 5);
        assertThat(read().status()).isEqualTo("active");
        assertThat(read().startedAt()).isEqualTo(FakeStream.START.plusSeconds(1));
        assertThat(read().endedAt()).isNull();
        assertThat(read().participants())
                .extracting(ParticipantView::identity, ParticipantView::role, ParticipantView::leftAt)
                .containsExactly(tuple(annsIdentity(), "host", null), tuple("guest_1", "guest", null));
    }

    @Test
    void whoLeavesHasADurationAndTheCallGoesOn() {
        node.joined(call, "PA_1", annsIdentity(), 0);
        node.joined(call, "PA_2", "guest_1", 10);
        node.left(call, "PA_2", 40);
        assertThat(read().status()).isEqualTo("active");
        assertThat(read().participants().get(1).durationSeconds()).isEqualTo(30);
        assertThat(read().participants().get(0).leftAt()).isNull();
    }

    @Test
    void aClosedRoomEndsTheCallAndEverybodysStay() {
        node.joined(call, "PA_1", annsIdentity(), 0);
        node.finished(call, 90);
        CallView ended = read();
        assertThat(ended.status()).isEqualTo("ended");
        assertThat(ended.durationSeconds()).isEqualTo(90);
        assertThat(ended.endedAt()).isEqualTo(FakeStream.START.plusSeconds(90));
        assertThat(ended.participants().get(0).durationSeconds()).isEqualTo(90);
    }

    @Test
    void aCallLastsUntilTheLastOneLeavesHoweverLongItsRoomStaysOpen() {
        node.joined(call, "PA_1", annsIdentity(), 0);
        node.left(call, "PA_1", 70);
        node.finished(call, 90);
        CallView ended = read();
        assertThat(ended.status()).isEqualTo("ended");
        assertThat(ended.durationSeconds()).isEqualTo(70);
        assertThat(ended.endedAt()).isEqualTo(FakeStream.START.plusSeconds(70));
    }

    @Test
    void whoComesBackHasTwoRowsAndCountsOnce() {
        node.joined(call, "PA_1", annsIdentity(), 0);
        node.left(call, "PA_1", 10);
        node.joined(call, "PA_2", annsIdentity(), 20);
        assertThat(read().participants()).hasSize(2);
        assertThat(read().participantCount()).isEqualTo(1);
    }

    @Test
    void anEventThatComesTwiceCountsOnce() {
        MediaEvent joined =
                node.event(Kind.PARTICIPANT_JOINED, call, "RM_1", 0, FakeStream.participant("PA_1", "guest_1", 0));
        MediaEvent left =
                node.event(Kind.PARTICIPANT_LEFT, call, "RM_1", 30, FakeStream.participant("PA_1", "guest_1", 0));
        for (MediaEvent event : List.of(joined, left, joined, left, joined)) {
            node.deliver(event);
        }
        assertThat(read().participants()).hasSize(1);
        assertThat(read().participants().get(0).durationSeconds()).isEqualTo(30);
    }

    @Test
    void theNextConnectionResumesAfterTheLastEventThatTookEffect() {
        node.joined(call, "PA_1", "guest_1", 0);
        node.left(call, "PA_1", 10);
        Welcome welcome = node.connect();
        assertThat(welcome.position()).contains(new StreamPosition("boot-1", 2));
        assertThat(welcome.missedEvents()).isFalse();
    }

    @Test
    void whoEntersACallThatIsOverIsThrownOutAndLeavesNoTrace() {
        node.joined(call, "PA_1", annsIdentity(), 0);
        node.finished(call, 10);
        MediaEvent late =
                node.event(Kind.PARTICIPANT_JOINED, call, "RM_2", 60, FakeStream.participant("PA_9", "guest_1", 60));
        assertThat(node.deliver(late)).contains(call);
        assertThat(node.deliver(late)).as("asked again for a repeated event").contains(call);
        assertThat(read().participants()).hasSize(1);
        assertThat(read().durationSeconds()).isEqualTo(10);
    }

    @Test
    void aRoomOfTheSameNameOnAnotherNodeIsClosedThere() {
        node.joined(call, "PA_1", annsIdentity(), 0);
        FakeStream other = new FakeStream();
        other.connect();
        assertThat(other.joined(call, "PA_2", "guest_1", 5)).contains(call);
        other.finished(call, 6);
        assertThat(read().status()).isEqualTo("active");
        assertThat(read().participants()).hasSize(1);
    }

    @Test
    void roomsThatAreNoCallsAreReadOver() {
        for (String room : List.of("", "lobby", UUID.randomUUID().toString(), "1-1-1-1-1", "x".repeat(300))) {
            assertThat(node.joined(room, "PA_1", "ann", 0)).isEmpty();
            assertThat(node.finished(room, 1)).isEmpty();
        }
        assertThat(node.connect().position()).contains(new StreamPosition("boot-1", 10));
    }

    @Test
    void theRoomOfACallHasTheCallsIdForAName() {
        CallRooms calls = new CallRooms();
        assertThat(calls.owns(new RoomName(call))).isTrue();
        for (String room : List.of("", "lobby", "1-1-1-1-1", call + "x", "x".repeat(300))) {
            assertThat(calls.owns(new RoomName(room))).as(room).isFalse();
        }
    }

    @Test
    void textsThatNoColumnTakesHoldUpNothing() {
        NodeParticipant odd = new NodeParticipant("PA_1", "a\0b".repeat(200), "\0\ud800" + "ä".repeat(200), "", null);
        node.report(Kind.PARTICIPANT_JOINED, call, "RM_1", 0, odd);
        assertThat(read().participants()).hasSize(1);
        assertThat(read().participants().get(0).displayName()).isEqualTo("ä".repeat(100));
    }

    @Test
    void anIdentityThatIsNoAccountIsKeptWithoutOne() {
        node.joined(call, "PA_1", UUID.randomUUID().toString(), 0);
        assertThat(read().participants()).hasSize(1);
    }

    @Test
    void aLostNodeEndsItsCallsWhenItWasLastHeardIfNoNodeTakesThem() {
        node.report(Kind.ROOM_STARTED, call, "RM_1", 0, null);
        node.joined(call, "PA_1", annsIdentity(), 0);
        CallsDatabase.CLOCK.moveTo(FakeStream.START.plusSeconds(100));
        node.lost(88);
        assertThat(read().status()).isEqualTo("active");
        FakeStream.noNodeCame();
        assertThat(read().status()).isEqualTo("ended");
        assertThat(read().endedAt()).isEqualTo(FakeStream.START.plusSeconds(88));
        assertThat(read().durationSeconds()).isEqualTo(88);
        assertThat(read().participants().get(0).durationSeconds()).isEqualTo(88);
    }

    @Test
    void aNodeThatIsGoneWhenTheApplicationStartsWasThereUntilItsLastSignOfLife() {
        node.joined(call, "PA_1", annsIdentity(), 0);
        node.alive(600);
        CallsDatabase.CLOCK.pass(Duration.ofHours(15));
        node.neverHeard();
        FakeStream.noNodeCame();
        assertThat(read().endedAt()).isEqualTo(FakeStream.START.plusSeconds(600));
    }

    @Test
    void aNodeThatStartedAgainOvernightMakesNoCallOfFifteenHours() {
        node.joined(call, "PA_1", annsIdentity(), 0);
        node.joined(call, "PA_2", "guest_1", 10);
        node.left(call, "PA_2", 20);
        node.alive(600);
        CallsDatabase.CLOCK.pass(Duration.ofHours(15));
        node.restart("boot-2");
        node.connect();
        FakeStream.noNodeCame();
        CallView ended = read();
        assertThat(ended.status()).isEqualTo("ended");
        assertThat(ended.durationSeconds()).isEqualTo(600);
        assertThat(ended.participants())
                .extracting(ParticipantView::durationSeconds)
                .containsExactly(600, 10);
    }

    @Test
    void aCallIsNeverOverBeforeWhatHappenedInIt() {
        // The clocks of the node and of the application differ.
        node.joined(call, "PA_1", annsIdentity(), 60);
        node.joined(call, "PA_2", "guest_1", 70);
        node.left(call, "PA_2", 100);
        node.lost(30);
        FakeStream.noNodeCame();
        assertThat(read().endedAt()).isEqualTo(FakeStream.START.plusSeconds(100));
        assertThat(read().participants())
                .extracting(ParticipantView::durationSeconds)
                .containsExactly(40, 30);
    }

    @Test
    void aCallThatAllHadLeftWasOverWithTheLastOfThemAlsoWhenTheNodeIsLost() {
        node.joined(call, "PA_1", annsIdentity(), 0);
        node.left(call, "PA_1", 50);
        node.lost(80);
        assertThat(read().durationSeconds()).isEqualTo(50);
    }

    @Test
    void aSignOfLifeOfAnEarlierBootCountsForNothing() {
        node.joined(call, "PA_1", annsIdentity(), 0);
        FakeStream later = node;
        later.restart("boot-2");
        later.alive(500);
        later.connect();
        FakeStream.noNodeCame();
        assertThat(read().durationSeconds()).isZero();
    }

    @Test
    void aLostNodeLeavesCallsElsewhereAlone() {
        FakeStream other = new FakeStream();
        other.connect();
        node.joined(call, "PA_1", annsIdentity(), 0);
        other.lost(10);
        assertThat(read().status()).isEqualTo("active");
    }

    @Test
    void aCallThatNobodyJoinedGoesOnWaitingWhenItsNodeIsLost() {
        node.report(Kind.ROOM_STARTED, call, "RM_1", 0, null);
        node.lost(10);
        assertThat(read().status()).isEqualTo("waiting");
        FakeStream other = new FakeStream();
        other.connect();
        assertThat(other.joined(call, "PA_1", annsIdentity(), 0)).isEmpty();
        assertThat(read().status()).isEqualTo("active");
    }

    @Test
    void aCallThatNobodyJoinedGoesOnWaitingWhenItsEmptyRoomIsClosed() {
        node.report(Kind.ROOM_STARTED, call, "RM_1", 0, null);
        node.finished(call, 300);
        assertThat(read().status()).isEqualTo("waiting");
    }

    @Test
    void anotherBootMeansThatTheRoomsOfTheEarlierOneAreGone() {
        node.joined(call, "PA_1", annsIdentity(), 0);
        node.restart("boot-2");
        assertThat(node.connect().position()).isEmpty();
        FakeStream.noNodeCame();
        assertThat(read().status()).isEqualTo("ended");
        String next = newCall();
        node.joined(next, "PA_1", annsIdentity(), 0);
        assertThat(read(next).status()).isEqualTo("active");
    }

    @Test
    void eventsOfAnEarlierBootHaveNoEffectAnyMore() {
        MediaEvent old =
                node.event(Kind.PARTICIPANT_JOINED, call, "RM_1", 0, FakeStream.participant("PA_1", "guest_1", 0));
        node.restart("boot-2");
        node.connect();
        assertThat(node.deliver(old)).isEmpty();
        assertThat(read().status()).isEqualTo("waiting");
    }

    @Test
    void aGapIsClosedByComparingRooms() {
        String over = newCall();
        String unseen = newCall();
        node.joined(call, "PA_1", annsIdentity(), 0);
        node.joined(call, "PA_2", "guest_1", 0);
        node.joined(over, "PA_1", annsIdentity(), 0);
        node.skip(100);
        assertThat(node.connect(50).missedEvents()).isTrue();
        node.reconcile(
                50,
                Map.of(
                        call,
                        new RoomState(
                                "RM_1",
                                List.of(
                                        FakeStream.participant("PA_1", annsIdentity(), 0),
                                        FakeStream.participant("PA_3", "guest_3", 20))),
                        unseen,
                        new RoomState("RM_7", List.of(FakeStream.participant("PA_8", annsIdentity(), 30)))),
                true);
        assertThat(read().participants())
                .extracting(it -> it.identity() + (it.leftAt() == null ? " in" : " left"))
                .containsExactlyInAnyOrder(annsIdentity() + " in", "guest_1 left", "guest_3 in");
        assertThat(read(over).status()).isEqualTo("ended");
        assertThat(read(unseen).status()).isEqualTo("active");
        assertThat(node.connect(50).missedEvents()).isFalse();
    }

    @Test
    void aGapEndsACallThatAllHadLeftWithTheLastOfThem() {
        node.joined(call, "PA_1", annsIdentity(), 0);
        node.left(call, "PA_1", 50);
        node.skip(100);
        CallsDatabase.CLOCK.pass(Duration.ofHours(1));
        node.connect(50);
        node.reconcile(50, Map.of(), true);
        assertThat(read().durationSeconds()).isEqualTo(50);
    }

    @Test
    void aRoomThatWasClosedAndOpenedAgainInAGapEndsTheCallWhenItCloses() {
        node.joined(call, "PA_1", annsIdentity(), 0);
        node.skip(100);
        CallsDatabase.CLOCK.pass(Duration.ofSeconds(60));
        node.connect(50);
        node.reconcile(
                50,
                Map.of(call, new RoomState("RM_2", List.of(FakeStream.participant("PA_2", annsIdentity(), 40)))),
                true);
        assertThat(read().status()).isEqualTo("active");
        node.report(Kind.ROOM_FINISHED, call, "RM_2", 90, null);
        assertThat(read().status()).isEqualTo("ended");
        assertThat(read().durationSeconds()).isEqualTo(90);
    }

    @Test
    void aGapOnOneNodeDoesNotTouchACallOnAnotherAndTheRoomOfItsNameIsClosed() {
        node.joined(call, "PA_1", annsIdentity(), 0);
        FakeStream other = new FakeStream();
        other.skip(100);
        other.connect(50);
        RoomState stray = new RoomState("RM_9", List.of(FakeStream.participant("PA_9", "guest_9", 10)));
        assertThat(other.reconcile(50, Map.of(call, stray), true)).containsExactly(call);
        assertThat(read().participants()).hasSize(1);
        node.finished(call, 30);
        assertThat(read().status()).isEqualTo("ended");
    }

    @Test
    void roomsOfCallsThatAreOverAreNamedWhenANodeReturns() {
        node.joined(call, "PA_1", annsIdentity(), 0);
        node.finished(call, 10);
        RoomState still = new RoomState("RM_1", List.of());
        assertThat(node.reconcile(1, Map.of(call, still, newCall(), still, "lobby", still), false))
                .containsExactly(call);
    }

    @Test
    void twoServersThatDeliverTheSameEventWriteOneRow() {
        MediaEvent joined =
                node.event(Kind.PARTICIPANT_JOINED, call, "RM_1", 0, FakeStream.participant("PA_1", "guest_1", 0));
        List<Optional<String>> answers = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> node.deliver(joined))
                .toList();
        assertThat(answers).hasSize(8);
        assertThat(read().participants()).hasSize(1);
    }
}
