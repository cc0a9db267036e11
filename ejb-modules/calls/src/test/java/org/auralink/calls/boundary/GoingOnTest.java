package org.auralink.calls.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.auralink.media.boundary.OpenedRoom;
import org.auralink.media.boundary.RoomName;
import org.auralink.media.boundary.RoomRequest;
import org.auralink.media.boundary.RoomState;
import org.auralink.media.connector.MediaEvent.Kind;
import org.auralink.shared.Caller;
import org.auralink.testkit.MigratedDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call of which the media node is lost: it goes on at another, or at the same once it was started again. */
class GoingOnTest {

    private final Caller ann = CallsDatabase.person("ann");
    private final FakeStream first = new FakeStream();
    private final FakeStream second = new FakeStream();
    private String call;

    @BeforeEach
    void aCallOfTwoOnTheFirstOfTwoNodes() {
        CallsDatabase.CLOCK.moveTo(FakeStream.START);
        call = CallsDatabase.asPerson(calls -> calls.create(ann, new NewCall("Standup", null, null)))
                .callId();
        first.epoch = 100;
        second.epoch = 200;
        first.connect();
        second.connect();
        first.report(Kind.ROOM_STARTED, call, "RM_1", 0, null);
        first.joined(call, "PA_1", "guest_1", 0);
        first.joined(call, "PA_2", "guest_2", 5);
    }

    private CallView read() {
        return CallsDatabase.asPerson(calls -> calls.get(ann, call));
    }

    private List<String> people() {
        return read().participants().stream()
                .map(it -> it.identity() + (it.leftAt() == null ? " in" : " " + it.durationSeconds()))
                .toList();
    }

    private Admission admission() {
        return CallsDatabase.atTheDoor(door -> door.admit(ann, call, "Ann"));
    }

    private List<RoomRequest> homeless() {
        return CallsDatabase.asService(events -> events.homeless()).stream()
                .filter(room -> room.name().value().equals(call))
                .toList();
    }

    private void moved(FakeStream node, String sid, long epoch) {
        URI url = URI.create(node.url);
        CallsDatabase.asService(events -> {
            events.moved(new OpenedRoom(new RoomName(call), sid, epoch, node.nodeId, url, url));
            return true;
        });
    }

    @Test
    void itIsInterruptedAndNotEndedAndWhoComesMayBeLetInAnywhere() {
        first.lost(20);
        assertThat(read().status()).isEqualTo("active");
        assertThat(people()).containsExactly("guest_1 20", "guest_2 15");
        assertThat(admission().nodeId()).isNull();
        assertThat(admission().roomEpoch()).isEqualTo(100);
        assertThat(homeless()).containsExactly(new RoomRequest(new RoomName(call), first.nodeId, 100, 50));
    }

    @Test
    void itGoesOnElsewhereAsOneCallOfWhichWhoComesBackHasASecondStay() {
        first.lost(20);
        moved(second, "RM_2", 200);
        assertThat(homeless()).isEmpty();
        assertThat(admission().nodeId()).isEqualTo(second.nodeId);
        second.report(Kind.PARTICIPANT_JOINED, call, "RM_2", 24, FakeStream.participant("PA_3", "guest_1", 24));
        second.report(Kind.PARTICIPANT_JOINED, call, "RM_2", 26, FakeStream.participant("PA_4", "guest_2", 26));
        second.report(Kind.ROOM_FINISHED, call, "RM_2", 60, null);
        assertThat(read().status()).isEqualTo("ended");
        assertThat(read().durationSeconds()).isEqualTo(60);
        assertThat(people()).containsExactly("guest_1 20", "guest_2 15", "guest_1 36", "guest_2 34");
    }

    @Test
    void itGoesOnWhereTheFirstComesBackAlsoWhenNobodyWasToldWhereThatIs() {
        first.lost(20);
        second.report(Kind.ROOM_STARTED, call, "RM_2", 22, null);
        second.report(Kind.PARTICIPANT_JOINED, call, "RM_2", 24, FakeStream.participant("PA_3", "guest_1", 24));
        assertThat(admission().nodeId()).isEqualTo(second.nodeId);
        assertThat(homeless()).isEmpty();
    }

    @Test
    void aNodeThatWasReplacedWhileItSleptWritesNothing() {
        first.lost(20);
        moved(second, "RM_2", 200);
        second.report(Kind.PARTICIPANT_JOINED, call, "RM_2", 24, FakeStream.participant("PA_3", "guest_1", 24));

        // What it tells once it wakes up: somebody came, left and everything ended.
        assertThat(first.report(
                        Kind.PARTICIPANT_JOINED, call, "RM_1", 25, FakeStream.participant("PA_9", "guest_9", 25)))
                .as("the room is closed there")
                .contains(call);
        first.left(call, "PA_1", 40);
        first.finished(call, 41);

        assertThat(read().status()).isEqualTo("active");
        assertThat(people()).containsExactly("guest_1 20", "guest_2 15", "guest_1 in");
        assertThat(first.reconcile(1, Map.of(call, new RoomState("RM_1", List.of())), false))
                .containsExactly(call);
    }

    @Test
    void anOwnerOnTheSameNodeThatWasReplacedMeanwhileWritesNothingEither() {
        first.lost(20);
        moved(second, "RM_2", 200);
        second.report(Kind.PARTICIPANT_JOINED, call, "RM_2", 24, FakeStream.participant("PA_3", "guest_1", 24));
        second.lost(30);
        moved(first, "RM_3", 300);
        // The same node as at first, and its events of then.
        first.finished(call, 31);
        first.joined(call, "PA_9", "guest_9", 31);
        assertThat(people()).containsExactly("guest_1 20", "guest_2 15", "guest_1 6");
        first.epoch = 300;
        first.report(Kind.PARTICIPANT_JOINED, call, "RM_3", 33, FakeStream.participant("PA_5", "guest_1", 33));
        assertThat(people()).last().isEqualTo("guest_1 in");
    }

    @Test
    void whoMovedItFirstIsNotOverruledByAnOlderOwner() {
        first.lost(20);
        moved(second, "RM_2", 200);
        moved(first, "RM_9", 150);
        assertThat(admission().nodeId()).isEqualTo(second.nodeId);
        assertThat(admission().roomEpoch()).isEqualTo(200);
    }

    @Test
    void aNodeThatWasNotLostAfterAllKeepsACallThatIsNotYetElsewhere() {
        first.lost(20);
        assertThat(first.reconcile(1, Map.of(call, new RoomState("RM_1", List.of())), false))
                .isEmpty();
        assertThat(people()).containsExactly("guest_1 in", "guest_2 in");
        assertThat(homeless()).isEmpty();
        assertThat(admission().nodeId()).isEqualTo(first.nodeId);
    }

    @Test
    void itWaitsForTheOnlyNodeToBeStartedAgain() {
        first.lost(20);
        assertThat(homeless()).hasSize(1);
        FakeStream again = new FakeStream();
        again.epoch = 300;
        again.connect();
        moved(again, "RM_2", 300);
        again.report(Kind.PARTICIPANT_JOINED, call, "RM_2", 50, FakeStream.participant("PA_3", "guest_1", 50));
        assertThat(read().status()).isEqualTo("active");
        assertThat(people()).containsExactly("guest_1 20", "guest_2 15", "guest_1 in");
    }

    @Test
    void alsoWhenThatHasANameOfItsOwnWhichIsTheSameAsBefore() {
        first.alive(20);
        first.restart("boot-2");
        assertThat(first.connect().homeless()).hasSize(1);
        assertThat(admission().nodeId()).as("where who comes is let in").isNull();
        first.report(Kind.PARTICIPANT_JOINED, call, "RM_2", 24, FakeStream.participant("PA_3", "guest_1", 24));
        assertThat(people()).containsExactly("guest_1 20", "guest_2 15", "guest_1 in");
        assertThat(homeless()).isEmpty();
        assertThat(admission().nodeId()).isEqualTo(first.nodeId);
    }

    @Test
    void oneThatAllHadLeftEndsWithItsNode() {
        String left = CallsDatabase.asPerson(calls -> calls.create(ann, new NewCall("Left", null, null)))
                .callId();
        second.joined(left, "PA_1", "guest_1", 0);
        second.left(left, "PA_1", 10);
        second.lost(20);
        CallView ended = CallsDatabase.asPerson(calls -> calls.get(ann, left));
        assertThat(ended.status()).isEqualTo("ended");
        assertThat(ended.durationSeconds()).isEqualTo(10);
    }

    @Test
    void itEndsWithTheLossWhenNoNodeTakesItInTime() {
        first.lost(20);
        CallsDatabase.CLOCK.moveTo(FakeStream.START.plus(Duration.ofSeconds(79)));
        assertThat(homeless()).hasSize(1);
        CallsDatabase.CLOCK.pass(Duration.ofSeconds(2));
        assertThat(homeless()).isEmpty();
        assertThat(read().status()).isEqualTo("ended");
        assertThat(read().durationSeconds()).isEqualTo(20);
        assertThat(reason()).isEqualTo("node_lost");
    }

    @Test
    void itEndsWithTheLossWhenNobodyComesBack() {
        first.lost(20);
        moved(second, "RM_2", 200);
        second.report(Kind.ROOM_FINISHED, call, "RM_2", 110, null);
        assertThat(read().durationSeconds()).isEqualTo(20);
        assertThat(reason()).isEqualTo("node_lost");
    }

    private String reason() {
        try (var admin = MigratedDatabase.superuser();
                var statement = admin.createStatement();
                var found =
                        statement.executeQuery("select end_reason from public.calls where call_id = '" + call + "'")) {
            found.next();
            return found.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aCallWithPeopleLeavesANodeThatIsEmptiedOnceAndNobodyCountsAsGone() {
        List<RoomRequest> leaving = CallsDatabase.asService(events -> events.leaving(first.nodeId, List.of(call)));
        assertThat(leaving).containsExactly(new RoomRequest(new RoomName(call), first.nodeId, 100, 50));
        moved(second, "RM_2", 200);
        assertThat(people()).containsExactly("guest_1 in", "guest_2 in");
        assertThat(CallsDatabase.<List<RoomRequest>>asService(events -> events.leaving(first.nodeId, List.of(call))))
                .isEmpty();
        // The drain's deadline.
        first.left(call, "PA_1", 30);
        first.left(call, "PA_2", 30);
        first.finished(call, 30);
        assertThat(read().status()).isEqualTo("active");
        assertThat(people()).containsExactly("guest_1 30", "guest_2 25");
    }
}
