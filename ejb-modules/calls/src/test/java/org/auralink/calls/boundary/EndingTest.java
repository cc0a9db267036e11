package org.auralink.calls.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.auralink.media.boundary.Closing;
import org.auralink.media.boundary.RoomName;
import org.auralink.media.boundary.Rooms;
import org.auralink.shared.Caller;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.policies.Guards;
import org.auralink.testkit.MigratedDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ending a call, with a real database and nodes that answer as the test says. */
class EndingTest {

    private final Caller ann = CallsDatabase.person("ann");
    private final FakeStream node = new FakeStream();
    private final Joining joining = new Joining();
    private boolean roomExists;
    private boolean allAsked = true;
    private String call;

    @BeforeEach
    void wire() {
        CallsDatabase.CLOCK.moveTo(FakeStream.START);
        call = CallsDatabase.asPerson(calls -> calls.create(ann, new NewCall("Standup", null, null)))
                .callId();
        node.connect();
        joining.guards = Guards.standard(CallsDatabase.CLOCK);
        joining.calls = new Calls() {
            @Override
            public CallView get(Caller caller, String callId) {
                return CallsDatabase.asPerson(calls -> calls.get(caller, callId));
            }
        };
        joining.moderation = new Moderation() {
            @Override
            public Ending toEnd(Caller caller, String callId) {
                return CallsDatabase.asModerator(moderation -> moderation.toEnd(caller, callId));
            }

            @Override
            public void endUnjoined(Caller caller, String callId) {
                CallsDatabase.decide(moderation -> moderation.endUnjoined(caller, callId));
            }
        };
        joining.events = new CallEvents() {
            @Override
            public void roomIsNowhere(String callId) {
                CallsDatabase.roomIsNowhere(callId);
            }
        };
        joining.rooms = new Rooms() {
            @Override
            public Closing close(RoomName room) {
                if (roomExists) {
                    return Closing.CLOSED;
                }
                return allAsked ? Closing.NOWHERE : Closing.UNKNOWN;
            }
        };
    }

    @Test
    void aCallThatNobodyJoinedIsOverAtOnce() {
        assertThat(joining.end(ann, call).status()).isEqualTo("ended");
    }

    @Test
    void aCallWithPeopleInsideIsOverWhenItsNodeSaysSo() {
        roomExists = true;
        node.joined(call, "PA_1", "guest_1", 0);
        assertThat(joining.end(ann, call).status()).isEqualTo("active");
    }

    @Test
    void aCallWhoseRoomIsNowhereIsOverWithWhatIsKnownOfIt() {
        node.joined(call, "PA_1", "guest_1", 0);
        node.alive(30);
        CallView ended = joining.end(ann, call);
        assertThat(ended.status()).isEqualTo("ended");
        assertThat(ended.durationSeconds()).isEqualTo(30);
    }

    @Test
    void aCallWhoseNodeNobodyKnowsIsOverWithTheLastThatHappenedInIt() {
        node.joined(call, "PA_1", "guest_1", 0);
        node.joined(call, "PA_2", "guest_2", 20);
        MigratedDatabase.execute("delete from public.media_event_cursors where node_url = ?", node.url);
        assertThat(joining.end(ann, call).durationSeconds()).isEqualTo(20);
    }

    @Test
    void whoOnlyTakesPartDoesNotEndIt() {
        Caller ben = CallsDatabase.colleagueOf(ann, "ben");
        assertThatThrownBy(() -> joining.end(ben, call))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Forbidden.class));
        assertThatThrownBy(() -> joining.end(CallsDatabase.person("eve"), call))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.NotFound.class));
    }

    @Test
    void aCallGoesOnWhenNotEveryNodeCouldBeAsked() {
        allAsked = false;
        node.joined(call, "PA_1", "guest_1", 0);
        assertThat(joining.end(ann, call).status()).isEqualTo("active");
    }
}
