package org.auralink.calls.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.connector.MediaEvent.Kind;
import org.auralink.media.connector.NodeParticipant;
import org.auralink.media.connector.NodeWebhook;
import org.auralink.media.connector.StreamPosition;
import org.auralink.shared.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call on a stock LiveKit server, which tells by webhooks what happens: without numbers, and more than once. */
class StockServerTest {
    private final String server = "http://livekit-" + UUID.randomUUID() + ":7880";
    private Caller ada;
    private String call;

    @BeforeEach
    void create() {
        ada = CallsDatabase.person("ada");
        call = CallsDatabase.asPerson(calls -> calls.create(ada, new NewCall("x", null, null)))
                .callId();
    }

    private Optional<String> told(String id, Kind kind, String participant, int second) {
        Instant at = FakeStream.START.plusSeconds(second);
        var event = new MediaEvent(
                server,
                server,
                StreamPosition.NONE,
                kind,
                at,
                call,
                "RM_1",
                participant == null ? null : new NodeParticipant(participant, "who-" + participant, "", "", at));
        return CallsDatabase.asStock(events -> events.received(new NodeWebhook(id, event)));
    }

    private CallView call() {
        return CallsDatabase.asPerson(calls -> calls.get(ada, call));
    }

    @Test
    void itsCallBecomesActiveAndEndsWithWhoWasThere() {
        told("EV_1", Kind.ROOM_STARTED, null, 1);
        told("EV_2", Kind.PARTICIPANT_JOINED, "PA_1", 2);
        told("EV_3", Kind.PARTICIPANT_JOINED, "PA_2", 3);
        assertThat(call().status()).isEqualTo("active");
        assertThat(call().participants()).hasSize(2);
        told("EV_4", Kind.PARTICIPANT_LEFT, "PA_1", 10);
        told("EV_5", Kind.PARTICIPANT_LEFT, "PA_2", 11);
        told("EV_6", Kind.ROOM_FINISHED, null, 12);
        assertThat(call().status()).isEqualTo("ended");
        assertThat(call().participants()).allMatch(participant -> participant.leftAt() != null);
    }

    @Test
    void whatIsToldTwiceHasItsEffectOnce() {
        told("EV_1", Kind.ROOM_STARTED, null, 1);
        told("EV_2", Kind.PARTICIPANT_JOINED, "PA_1", 2);
        told("EV_3", Kind.PARTICIPANT_LEFT, "PA_1", 5);
        told("EV_2", Kind.PARTICIPANT_JOINED, "PA_1", 2);
        assertThat(call().participants())
                .singleElement()
                .satisfies(participant -> assertThat(participant.leftAt()).isNotNull());
    }

    @Test
    void anotherServersIdsAreItsOwn() {
        told("EV_1", Kind.ROOM_STARTED, null, 1);
        told("EV_2", Kind.PARTICIPANT_JOINED, "PA_1", 2);
        boolean stray = CallsDatabase.asStock(events -> events.received(new NodeWebhook(
                        "EV_2",
                        new MediaEvent(
                                "http://other-" + UUID.randomUUID(),
                                "http://other",
                                StreamPosition.NONE,
                                Kind.PARTICIPANT_JOINED,
                                FakeStream.START.plusSeconds(3),
                                call,
                                "RM_9",
                                new NodeParticipant("PA_9", "who-9", "", "", FakeStream.START)))))
                .isPresent();
        assertThat(stray)
                .as("the call is elsewhere, so that room is to be closed")
                .isTrue();
        assertThat(call().participants()).hasSize(1);
    }
}
