package org.auralink.media.connector.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.auralink.media.connector.StreamPosition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes come and go while the application runs. */
class FollowingTest {

    private static final Limits FAST = new Limits(
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            1 << 20,
            1 << 16,
            Duration.ofMinutes(2),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofMillis(5),
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            Duration.ofMillis(30),
            Duration.ofMillis(10));

    private final RecordingApplication application = new RecordingApplication();
    private final List<NodeAddress> begun = new CopyOnWriteArrayList<>();
    private FakeNode first;
    private FakeNode second;
    private Following following;

    @BeforeEach
    void start() throws IOException {
        first = FakeNode.start();
        second = FakeNode.start();
        following = new Following(
                new Delivery(application),
                List.of(first.address()),
                node -> new NodeSubscription(
                        node,
                        new ApiKey("key", "secret"),
                        new Delivery(application),
                        FAST,
                        Clock.systemUTC(),
                        new Random(1)),
                subscription -> {
                    begun.add(subscription.node());
                    new Thread(subscription, "subscription").start();
                },
                FAST);
    }

    @AfterEach
    void stop() throws InterruptedException {
        following.release();
        assertThat(following.awaitEnd(Duration.ofSeconds(5))).isTrue();
        first.close();
        second.close();
        assertThat(application.open).as("endpoints given back").hasValue(0);
    }

    private void follow() {
        new Thread(following, "following").start();
    }

    private static FakeNode.Stream stream(FakeNode node) {
        return Eventually.get("a stream is opened", node.streams::poll);
    }

    private void names(FakeNode... nodes) {
        Set<String> addresses = new java.util.HashSet<>();
        for (FakeNode node : nodes) {
            addresses.add(node.address().toString());
        }
        application.followed = Optional.of(addresses);
    }

    @Test
    void theNodesOfTheDeploymentAreFollowedWhileTheApplicationNamesNone() {
        follow();
        stream(first).greet("b1", 1, 1).joined("b1", 1, "PA_1");
        Eventually.until("taken", () -> application.events.size() == 1);
        assertThat(begun).containsExactly(first.address());
    }

    @Test
    void aNodeThatComesIsFollowedFromItsPositionAndOneThatGoesIsLeftWithoutBeingLost() {
        names(first);
        follow();
        stream(first).greet("b1", 1, 1).joined("b1", 1, "PA_1");
        Eventually.until("taken", () -> application.events.size() == 1);

        application.position = Optional.of(new StreamPosition("b2", 6));
        names(second);
        stream(second).greet("b2", 1, 7);
        stream(second).greet("b2", 1, 7).joined("b2", 7, "PA_7");
        Eventually.until("the other's taken", () -> application.events.size() == 2);
        assertThat(application.sequences()).containsExactly(1L, 7L);

        application.position = Optional.of(new StreamPosition("b1", 1));
        names(first, second);
        stream(first).greet("b1", 1, 2);
        stream(first).greet("b1", 1, 2).joined("b1", 2, "PA_2");
        Eventually.until("the next of the first is taken", () -> application.events.size() == 3);
        assertThat(begun).containsExactly(first.address(), second.address(), first.address());
        assertThat(application.losses).isEmpty();
    }

    @Test
    void anApplicationThatCannotSayKeepsWhatItHas() {
        names(first);
        follow();
        FakeNode.Stream stream = stream(first).greet("b1", 1, 1);
        Eventually.until("greeted", () -> !application.greetings.isEmpty());
        application.followed = Optional.of(Set.of("no address"));
        int asked = application.asked.get();
        Eventually.until("asked again", () -> application.asked.get() > asked + 2);
        stream.joined("b1", 1, "PA_1");
        Eventually.until("taken", () -> application.events.size() == 1);
        assertThat(begun).hasSize(1);
    }

    @Test
    void aSubscriptionInTheMiddleOfADeliveryIsEndedBeforeAnotherToTheSameNodeBegins() {
        names(first);
        follow();
        FakeNode.Stream stream = stream(first).greet("b1", 1, 2);
        Eventually.until("greeted", () -> !application.greetings.isEmpty());
        application.hold();
        stream.joined("b1", 1, "PA_1");
        Eventually.until("in delivery", () -> application.inDelivery);
        names();
        int asked = application.asked.get();
        Eventually.until("asked again", () -> application.asked.get() > asked + 2);
        names(first);
        int again = application.asked.get();
        Eventually.until("asked again", () -> application.asked.get() > again + 2);
        assertThat(begun).as("while the first delivers").hasSize(1);

        application.position = Optional.of(new StreamPosition("b1", 1));
        application.goOn();
        stream(first).greet("b1", 1, 2);
        stream(first).greet("b1", 1, 2).joined("b1", 2, "PA_2");
        Eventually.until("both taken", () -> application.events.size() == 2);
        assertThat(application.sequences()).containsExactly(1L, 2L);
    }
}
