package org.auralink.calls.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.auralink.media.boundary.RoomState;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.connector.MediaEvent.Kind;
import org.auralink.shared.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What other capabilities are told of calls: each effect once, in an order in which it could have happened. */
class CallChangesTest {
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

    private List<String> told() {
        return told(call);
    }

    private static List<String> told(String call) {
        return CallsDatabase.TOLD.stream()
                .filter(change -> change.call().callId().equals(call))
                .map(change -> change.kind()
                        + (change.stay() == null
                                ? ""
                                : " " + change.stay().participant().identity()))
                .toList();
    }

    @Test
    void aCallIsToldFromItsStartToItsEndEachReportBeforeWhatItChanges() {
        node.report(Kind.ROOM_STARTED, call, "RM_1", 0, null);
        node.joined(call, "PA_1", "guest_1", 1);
        node.joined(call, "PA_2", "guest_2", 2);
        node.report(Kind.PARTICIPANT_LEFT, call, "RM_1", 5, FakeStream.participant("PA_1", "guest_1", 1));
        node.finished(call, 9);
        assertThat(told())
                .containsExactly(
                        "ROOM_STARTED",
                        "PARTICIPANT_JOINED guest_1",
                        "STARTED",
                        "JOINED guest_1",
                        "PARTICIPANT_JOINED guest_2",
                        "JOINED guest_2",
                        "PARTICIPANT_LEFT guest_1",
                        "LEFT guest_1",
                        "ROOM_FINISHED",
                        "LEFT guest_2",
                        "ENDED");
        CallChange end = CallsDatabase.TOLD.get(CallsDatabase.TOLD.size() - 1);
        assertThat(end.organization()).isEqualTo(ann.organizationId());
        assertThat(end.call().endReason()).isEqualTo("completed");
        assertThat(end.call().durationSeconds()).isEqualTo(8);
        assertThat(end.at()).isEqualTo(FakeStream.START.plusSeconds(9));
    }

    @Test
    void anEventThatComesTwiceIsToldOnce() {
        MediaEvent joined =
                node.event(Kind.PARTICIPANT_JOINED, call, "RM_1", 0, FakeStream.participant("PA_1", "guest_1", 0));
        node.deliver(joined);
        node.deliver(joined);
        assertThat(told()).containsExactly("PARTICIPANT_JOINED guest_1", "STARTED", "JOINED guest_1");
    }

    @Test
    void aLostNodeEndsItsCallsWhenNoneTakesThemAndOneThatWasTakenForLostGoesOn() {
        node.joined(call, "PA_1", "guest_1", 0);
        node.lost(20);
        assertThat(told()).endsWith("JOINED guest_1", "LEFT guest_1");
        FakeStream.noNodeCame();
        assertThat(told()).endsWith("LEFT guest_1", "ENDED");
        node.connect();
        node.reconcile(1, Map.of(call, new RoomState("RM_1", List.of())), false);
        assertThat(told()).endsWith("ENDED", "RESUMED", "JOINED guest_1");
    }

    @Test
    void whoLeftDuringAGapIsToldToHaveLeft() {
        node.joined(call, "PA_1", "guest_1", 0);
        node.skip(100);
        node.connect(50);
        var one = new RoomState("RM_1", List.of(FakeStream.participant("PA_2", "guest_2", 0)));
        node.reconcile(50, Map.of(call, one), true);
        assertThat(told()).endsWith("LEFT guest_1", "JOINED guest_2");
    }

    @Test
    void whoEntersACallThatIsOverOrElsewhereIsNotTold() {
        node.joined(call, "PA_1", "guest_1", 0);
        FakeStream other = new FakeStream();
        other.connect();
        other.joined(call, "PA_9", "guest_9", 5);
        other.finished(call, 6);
        node.finished(call, 10);
        node.report(Kind.PARTICIPANT_JOINED, call, "RM_2", 60, FakeStream.participant("PA_8", "guest_8", 60));
        assertThat(told()).doesNotContain("JOINED guest_9", "JOINED guest_8", "PARTICIPANT_JOINED guest_9");
        assertThat(told().stream().filter("ENDED"::equals)).hasSize(1);
    }

    @Test
    void ofACallThatNobodyJoinedNothingIsToldButItsRoom() {
        node.report(Kind.ROOM_STARTED, call, "RM_1", 0, null);
        node.finished(call, 30);
        CallsDatabase.decide(moderation -> moderation.endUnjoined(ann, call));
        assertThat(told()).containsExactly("ROOM_STARTED", "ROOM_FINISHED");
    }
}
