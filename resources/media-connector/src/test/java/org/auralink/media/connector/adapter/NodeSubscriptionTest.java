package org.auralink.media.connector.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.connector.NodeTrack;
import org.auralink.media.connector.ParticipantQuality;
import org.auralink.media.connector.StreamPosition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeSubscriptionTest {

    private static final Limits FAST = new Limits(
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            1 << 20,
            1 << 16,
            Duration.ofMinutes(2),
            Duration.ofMillis(400),
            Duration.ofMillis(300),
            Duration.ofMillis(150),
            Duration.ofMillis(5),
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            Duration.ofMillis(30),
            Duration.ofMillis(10));

    private final RecordingApplication application = new RecordingApplication();
    private final List<NodeSubscription> started = new ArrayList<>();
    private FakeNode node;

    @BeforeEach
    void startNode() throws IOException {
        node = FakeNode.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (NodeSubscription subscription : started) {
            subscription.release();
            assertThat(subscription.awaitEnd(Duration.ofSeconds(5)))
                    .as("the worker ends")
                    .isTrue();
        }
        node.close();
        assertThat(application.open).as("endpoints given back").hasValue(0);
    }

    private NodeSubscription follow() {
        NodeSubscription subscription = new NodeSubscription(
                node.address(),
                new ApiKey("key", "secret"),
                new Delivery(application),
                FAST,
                Clock.systemUTC(),
                new Random(1));
        started.add(subscription);
        new Thread(subscription, "subscription").start();
        return subscription;
    }

    private FakeNode.Stream stream() {
        return Eventually.get("a stream is opened", node.streams::poll);
    }

    private void awaitEvents(int count) {
        Eventually.until(count + " events are taken", () -> application.events.size() >= count);
    }

    @Test
    void eventsAreDeliveredInOrderWithWhatTheyCarry() {
        follow();
        stream().greet("b1", 1, 2).joined("b1", 1, "PA_1").joined("b1", 2, "PA_2");
        awaitEvents(2);
        MediaEvent event = application.events.get(0);
        assertThat(event.kind()).isEqualTo(MediaEvent.Kind.PARTICIPANT_JOINED);
        assertThat(event.roomName()).isEqualTo("r");
        assertThat(event.roomSid()).isEqualTo("RM_1");
        assertThat(event.participant().identity()).isEqualTo("ann");
        assertThat(event.createdAt().getEpochSecond()).isEqualTo(1_760_000_000);
        assertThat(application.sequences()).containsExactly(1L, 2L);
        assertThat(node.requests.get(0).lastEventId()).isEqualTo("null");
    }

    @Test
    void anEventOfATrackTellsWhichAndByWhichOwnerOfItsRoom() {
        follow();
        stream()
                .greet("b1", 1, 2)
                .write("id: b1:1\nevent: track_published\ndata: {\"roomEpoch\":\"9007199254740993\",\"event\":"
                        + "\"track_published\",\"room\":{\"name\":\"r\"},\"participant\":{\"sid\":\"PA_1\"},\"track\":"
                        + "{\"sid\":\"TR_1\",\"type\":\"VIDEO\",\"source\":\"SCREEN_SHARE\",\"name\":\"s\",\"mimeType\":"
                        + "\"video/VP8\",\"muted\":true}}\n\n")
                .write("id: b1:2\nevent: track_unpublished\ndata: {\"track\":{\"sid\":\"TR_2\"}}\n\n");
        awaitEvents(2);
        assertThat(application.events.get(0).roomEpoch()).isEqualTo(9_007_199_254_740_993L);
        assertThat(application.events.get(0).track())
                .isEqualTo(new NodeTrack("TR_1", NodeTrack.Kind.VIDEO, "screen_share", "s", "video/VP8", true));
        assertThat(application.events.get(1).roomEpoch()).isZero();
        assertThat(application.events.get(1).track())
                .isEqualTo(new NodeTrack("TR_2", NodeTrack.Kind.AUDIO, "", "", "", false));
    }

    @Test
    void reportsAreHandedOverAndChangeNoPosition() {
        follow();
        stream()
                .greet("b1", 1, 2)
                .write("event: participant_quality\ndata: {\"room\":{\"name\":\"r\"},\"participant\":{\"sid\":\"PA_1\","
                        + "\"identity\":\"ann\"},\"quality\":\"poor\",\"score\":2.1}\n\n")
                .joined("b1", 1, "PA_1")
                .write("event: participant_quality\ndata: {]\n\n")
                .joined("b1", 2, "PA_2");
        awaitEvents(2);
        assertThat(application.sequences()).containsExactly(1L, 2L);
        assertThat(application.reports).singleElement().satisfies(report -> {
            assertThat(report.roomName()).isEqualTo("r");
            assertThat(report.nodeId()).isEqualTo("ND_1");
            assertThat(report.quality()).isEqualTo(ParticipantQuality.Quality.POOR);
        });
    }

    @Test
    void aReportThatTheApplicationDoesNotTakeIsNotRepeated() {
        follow();
        FakeNode.Stream stream = stream().greet("b1", 1, 1);
        Eventually.until("the greeting is taken", () -> !application.greetings.isEmpty());
        application.failures = 1;
        stream.write("event: participant_quality\ndata: {\"room\":{\"name\":\"r\"},\"participant\":{\"sid\":\"PA_1\","
                        + "\"identity\":\"ann\"}}\n\n")
                .joined("b1", 1, "PA_1");
        awaitEvents(1);
        assertThat(application.failures).isZero();
        assertThat(application.reports).isEmpty();
    }

    @Test
    void theStreamIsAskedForWithTheGrantsOfTheContract() {
        follow();
        stream();
        assertThat(Jwt.claims(node.requests.get(0).token()).getJsonObject("video"))
                .hasToString("{\"roomList\":true,\"roomAdmin\":true}");
    }

    @Test
    void aBrokenStreamIsResumedAfterTheLastEventThatWasTaken() {
        follow();
        stream().greet("b1", 1, 1).joined("b1", 1, "PA_1").breakOff();
        FakeNode.Stream second = stream();
        application.position = Optional.of(new StreamPosition("b1", 1));
        second.greet("b1", 1, 2).joined("b1", 2, "PA_2");
        awaitEvents(2);
        assertThat(node.requests.get(1).lastEventId()).isEqualTo("b1:1");
        assertThat(application.sequences()).containsExactly(1L, 2L);
    }

    @Test
    void aRestartedApplicationSaysWhereToResume() {
        application.position = Optional.of(new StreamPosition("b1", 7));
        follow();
        stream().greet("b1", 1, 9);
        stream().greet("b1", 1, 9).joined("b1", 8, "PA_8").joined("b1", 9, "PA_9");
        awaitEvents(2);
        assertThat(node.requests.get(1).lastEventId()).isEqualTo("b1:7");
        assertThat(application.sequences()).containsExactly(8L, 9L);
    }

    @Test
    void anEventThatWasTakenIsNotDeliveredAgain() {
        application.position = Optional.of(new StreamPosition("b1", 2));
        follow();
        stream().greet("b1", 1, 3);
        stream()
                .greet("b1", 1, 3)
                .joined("b1", 1, "PA_1")
                .joined("b1", 2, "PA_2")
                .joined("b1", 3, "PA_3");
        awaitEvents(1);
        assertThat(application.sequences()).containsExactly(3L);
    }

    @Test
    void anEventIsRepeatedUntilTheApplicationTakesItAndLaterOnesWait() {
        follow();
        FakeNode.Stream stream = stream().greet("b1", 1, 2);
        Eventually.until("greeted", () -> !application.greetings.isEmpty());
        application.failures = 5;
        stream.joined("b1", 1, "PA_1").joined("b1", 2, "PA_2");
        awaitEvents(2);
        assertThat(application.sequences()).containsExactly(1L, 2L);
        assertThat(application.failures).isZero();
    }

    @Test
    void anApplicationThatIsNotReadyYetMissesNothing() {
        application.unavailable = true;
        follow();
        stream().greet("b1", 1, 1);
        FakeNode.Stream next = stream();
        application.unavailable = false;
        next.greet("b1", 1, 1).joined("b1", 1, "PA_1");
        awaitEvents(1);
        assertThat(application.losses).isEmpty();
    }

    @Test
    void anotherBootIsGreetedAndItsEventsCountAnew() {
        follow();
        stream().greet("b1", 1, 1).joined("b1", 5, "PA_1").breakOff();
        stream().greet("b2", 1, 1).joined("b2", 1, "PA_2");
        awaitEvents(2);
        assertThat(application.greetings).extracting("bootId").containsExactly("b1", "b2");
        assertThat(application.events.get(1).position()).isEqualTo(new StreamPosition("b2", 1));
    }

    @Test
    void aNodeThatStaysAwayIsReportedLostOnceAndGreetedWhenItReturns() throws IOException {
        NodeAddress address = node.address();
        follow();
        stream().greet("b1", 1, 0);
        Eventually.until("greeted", () -> !application.greetings.isEmpty());
        node.close();
        Eventually.until("lost", () -> !application.losses.isEmpty());
        node = FakeNode.startAt(address);
        stream().greet("b2", 1, 1).joined("b2", 1, "PA_1");
        awaitEvents(1);
        assertThat(application.losses).hasSize(1);
        assertThat(application.losses.get(0).nodeUrl()).isEqualTo(address.toString());
        assertThat(application.losses.get(0).unreachableSince()).isNotNull();
        assertThat(application.losses.get(0).refusedFor()).isGreaterThanOrEqualTo(FAST.goneAfter());
    }

    @Test
    void aNodeThatIsSilentIsLostWithoutARefusal() {
        node.eventsStatus = 503;
        follow();
        Eventually.until("lost", () -> !application.losses.isEmpty());
        assertThat(application.losses.get(0).refusedFor()).isNull();
    }

    @Test
    void whereNobodyTakesConnectionsTheyAreRefusedAndWhereNobodyAnswersTheyAreNot() {
        NodeAddress address = node.address();
        node.halts = true;
        assertThat(address.refusesConnections(FAST.connectTimeout())).isFalse();
        node.close();
        assertThat(address.refusesConnections(FAST.connectTimeout())).isTrue();
        assertThat(NodeAddress.of("http://no-such-host.invalid:1").refusesConnections(FAST.connectTimeout()))
                .as("a name that leads nowhere says nothing about a node")
                .isFalse();
    }

    @Test
    void aNodeThatWasNeverThereIsReportedLostWithoutATime() {
        node.close();
        follow();
        Eventually.until("lost", () -> !application.losses.isEmpty());
        assertThat(application.losses.get(0).unreachableSince()).isNull();
    }

    @Test
    void aNodeThatTheApplicationKnowsToBeAliveIsAskedAgainAndNotLost() throws IOException {
        NodeAddress address = node.address();
        application.signs = Integer.MAX_VALUE;
        follow();
        stream().greet("b1", 1, 0);
        Eventually.until("greeted", () -> !application.greetings.isEmpty());
        node.close();
        Eventually.until("doubted", () -> application.signs < Integer.MAX_VALUE - 2);
        node = FakeNode.startAt(address);
        stream().greet("b1", 1, 1).joined("b1", 1, "PA_1");
        awaitEvents(1);
        assertThat(application.losses).isEmpty();
    }

    @Test
    void aNodeOfWhichTheLastSignOfLifeIsGoneIsReportedLostOnce() {
        application.signs = 3;
        node.close();
        follow();
        Eventually.until("lost", () -> !application.losses.isEmpty());
        assertThat(application.signs).isZero();
        assertThat(application.losses).hasSize(1);
    }

    @Test
    void theLossIsRepeatedUntilTheApplicationTakesIt() {
        node.close();
        application.failures = 4;
        follow();
        Eventually.until("lost", () -> !application.losses.isEmpty());
    }

    @Test
    void aSilentStreamIsOpenedAgain() {
        follow();
        stream().greet("b1", 1, 0);
        stream().greet("b1", 1, 0);
        assertThat(application.losses).isEmpty();
    }

    @Test
    void commentsKeepAStreamOpen() {
        follow();
        FakeNode.Stream stream = stream().greet("b1", 1, 1);
        for (int i = 0; i < 8; i++) {
            stream.write(": keep-alive\n\n");
            Eventually.until("some time passes", new Passing(Duration.ofMillis(100))::over);
        }
        stream.joined("b1", 1, "PA_1");
        awaitEvents(1);
        assertThat(node.requests).hasSize(1);
    }

    @Test
    void commentsArePassedOnAsSignsOfLifeNowAndThen() {
        Instant begin = Instant.now();
        follow();
        FakeNode.Stream stream = stream().greet("b1", 1, 0);
        int written = 0;
        while (application.signsOfLife.size() < 3) {
            stream.write(": keep-alive\n\n");
            written++;
            Eventually.until("some time passes", new Passing(Duration.ofMillis(20))::over);
        }
        assertThat(written).isGreaterThan(10);
        assertThat(application.signsOfLife).allSatisfy(sign -> {
            assertThat(sign.nodeId()).isEqualTo("ND_1");
            assertThat(sign.bootId()).isEqualTo("b1");
            assertThat(sign.heardAt()).isBetween(begin, Instant.now());
        });
    }

    @Test
    void aSignOfLifeThatIsNotTakenHoldsUpNothing() {
        follow();
        FakeNode.Stream stream = stream().greet("b1", 1, 1);
        Eventually.until("greeted", () -> !application.greetings.isEmpty());
        application.failures = 1;
        stream.write(": keep-alive\n\n");
        Eventually.until("refused", () -> application.failures == 0);
        stream.joined("b1", 1, "PA_1");
        awaitEvents(1);
        assertThat(node.requests).hasSize(1);
    }

    private record Passing(long until) {
        Passing(Duration time) {
            this(System.nanoTime() + time.toNanos());
        }

        boolean over() {
            return System.nanoTime() > until;
        }
    }

    @Test
    void aServerWithoutEventStreamIsNeitherLostNorFatal() {
        node.eventsStatus = 404;
        follow();
        Eventually.until("asked several times", () -> node.requests.size() > 15);
        assertThat(application.losses).isEmpty();
        node.eventsStatus = 200;
        stream().greet("b1", 1, 1).joined("b1", 1, "PA_1");
        awaitEvents(1);
    }

    @Test
    void aNodeThatRefusesTheKeyIsAskedAgain() {
        node.eventsStatus = 401;
        follow();
        Eventually.until("asked several times", () -> node.requests.size() > 3);
        assertThat(application.losses).isEmpty();
    }

    @Test
    void aNodeThatFailsAllTheTimeIsLost() {
        node.eventsStatus = 503;
        follow();
        Eventually.until("lost", () -> !application.losses.isEmpty());
    }

    @Test
    void whatIsNoGreetingIsNotBelieved() {
        follow();
        stream().joined("b1", 1, "PA_1");
        stream().write("event: node\ndata: [1]\n\n");
        stream().write("event: node\ndata: {\"node_id\":\"x\"}\n\n");
        stream().greet("b1", 1, 1).joined("b1", 1, "PA_1");
        awaitEvents(1);
        assertThat(application.greetings).hasSize(1);
    }

    @Test
    void anUnreadableEventMovesThePositionAndHoldsUpNothing() {
        follow();
        stream()
                .greet("b1", 1, 2)
                .write("id: b1:1\nevent: participant_joined\ndata: {]\n\n")
                .joined("b1", 2, "PA_2");
        awaitEvents(2);
        assertThat(application.events.get(0).kind()).isEqualTo(MediaEvent.Kind.OTHER);
    }

    @Test
    void anEventLargerThanTheLimitBreaksTheStreamOnly() {
        follow();
        stream().greet("b1", 1, 2).write("id: b1:1\ndata: " + "x".repeat(FAST.eventBytes()));
        stream().greet("b1", 1, 2).joined("b1", 1, "PA_1");
        awaitEvents(1);
    }

    @Test
    void stoppingEndsAWorkerThatWaitsForTheApplication() {
        follow();
        FakeNode.Stream stream = stream().greet("b1", 1, 1);
        Eventually.until("greeted", () -> !application.greetings.isEmpty());
        application.failures = Integer.MAX_VALUE;
        stream.joined("b1", 1, "PA_1");
        Eventually.until("failing", () -> application.failures < Integer.MAX_VALUE);
        // stop() asserts that the worker ends.
    }
}
