package org.auralink.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.auralink.systemtests.Drill.Scenario;
import org.auralink.testkit.HaltedProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Each dependency stopped, halted or killed: which fallback answers, what people read, how soon all is well again, and that
 * nothing is lost or doubled. Prints what docs/resilience.md shows. What is slow is in {@link DelayedIT}.
 */
@EnabledIfSystemProperty(named = "auralink.drill", matches = "true", disabledReason = "takes minutes: -Pdrill")
class DegradationIT {
    /** As long as a node may be silent without being lost, and longer than anybody waits for Redis. */
    private static final Duration HALT = Duration.ofSeconds(5);

    /** A frame comes every 40 ms; what stands still for longer was seen. */
    private static final double NO_GAP = 2;

    /** Between a node's last sign of life and its end. */
    private static final Duration SEEN = Duration.ofSeconds(5);

    private Drill drill;

    /** Seconds from the kill of the node. */
    private double refusedAfter;

    @BeforeEach
    void twoPeopleTalk() {
        drill = new Drill(LocalStack.get());
    }

    @AfterEach
    void everythingRunsAgain() {
        try (var ended = drill) {
            for (String part : List.of("PostgreSQL", "Redis", "media-node", "Payara")) {
                LocalStack.part("start", part);
            }
        }
    }

    private static void stop(String... parts) {
        Stream.of(parts).forEach(part -> LocalStack.part("stop", part));
    }

    private static void start(String... parts) {
        Stream.of(parts).forEach(part -> LocalStack.part("start", part));
    }

    @Test
    void postgresqlIsAway() {
        drill.run(new Scenario(
                "PostgreSQL stopped for 30 s",
                () -> stop("PostgreSQL"),
                () -> start("PostgreSQL"),
                "redis-cache",
                "The database cannot be reached. You see what was known less than a minute ago.",
                NO_GAP));
    }

    @Test
    void redisIsAway() {
        drill.run(new Scenario(
                "Redis stopped for 30 s",
                () -> stop("Redis"),
                () -> start("Redis"),
                "memory",
                "A part of AuraLink is away. Running calls go on; joining a call may have to wait a moment.",
                NO_GAP));
    }

    @Test
    void postgresqlAndRedisAreAway() {
        drill.run(new Scenario(
                "both stopped for 30 s",
                () -> stop("PostgreSQL", "Redis"),
                () -> start("Redis", "PostgreSQL"),
                "memory-cache",
                "The database cannot be reached. You see what was known less than a minute ago.",
                NO_GAP));
    }

    /** Who asks waits, and gets a good answer. */
    @Test
    void storesThatHaltForFiveSecondsDelayAndNothingElse() {
        for (String part : List.of("PostgreSQL", "Redis")) {
            halted(part, NO_GAP);
        }
    }

    /** Pictures stand still as long as the node does; it is not taken for lost. */
    @Test
    void aNodeThatHaltsForFiveSecondsKeepsItsCall() {
        halted("media-node", HALT.toSeconds() + NO_GAP);
    }

    private void halted(String part, double gap) {
        try (var halted = HaltedProcess.of(LocalStack.pid(part))) {
            LockSupport.parkNanos(HALT.toNanos());
        }
        long back = System.nanoTime();
        Eventually.see("a join to work again", Drill.LIMIT, drill.people::tryJoin, it -> it.status() == 200);
        double recovered = Drill.seconds(back);
        assertThat(drill.people.picturesCome()).isTrue();
        drill.isToldNothing();
        int doubled = drill.people.rows() - 2;
        Drill.report(part + " halted for 5 s", "waits", "waits", 0, recovered, 0, doubled, drill.people.longestGap());
        assertThat(doubled).isZero();
        assertThat(drill.people.present()).isEqualTo(2);
        assertThat(drill.people.longestGap()).isLessThan(gap);
    }

    /** There is no other: the call waits for it, and its people come back by themselves. */
    @Test
    void theOnlyNodeIsKilledAndStartedAgain() {
        TwoPeople people = drill.people;
        killTheNode();
        LockSupport.parkNanos(Duration.ofSeconds(10).toNanos());
        assertThat(people.member.get(people.path()).expect(200).text("status")).isEqualTo("active");
        long back = System.nanoTime();
        start("media-node");
        Eventually.see("joins to work", Drill.LIMIT, people::tryJoinAnother, it -> it.status() == 200);
        double recovered = Drill.seconds(back);
        Eventually.see("both to be back", Drill.LIMIT, people::present, it -> it == 2);
        assertThat(people.picturesCome()).isTrue();
        drill.isToldNothing();
        Drill.report(
                "the only media node killed, started again",
                "as usual",
                "503",
                refusedAfter,
                recovered,
                0,
                people.rows() - 4,
                people.longestGap());
        assertThat(people.rows())
                .as("two stays that ended with the node, and two that go on")
                .isEqualTo(4);
        assertThat(people.member.get(people.path()).text("status")).isEqualTo("active");
    }

    /** For as long as people would wait; then it ends with that reason, at the time when its node was last seen. */
    @Test
    void theOnlyNodeIsKilledForGood() {
        TwoPeople people = drill.people;
        var unaffected = drill.new Unaffected();
        double calm = unaffected.p95(20);
        unaffected.start();
        long killed = killTheNode();
        // Often enough for the circuit of the node to open.
        Stream.generate(people::tryJoinAnother)
                .limit(6)
                .forEach(answer -> assertThat(answer.status()).isEqualTo(503));
        Eventually.see(
                "the call to end",
                Drill.LIMIT,
                () -> people.member.get(people.path()).expect(200).text("status"),
                "ended"::equals);
        double ended = Drill.seconds(killed);
        double away = unaffected.stop();
        assertThat(people.tryJoin().status()).as("a call that is over").isEqualTo(410);
        Duration late = Duration.between(
                Instant.now().minusNanos(System.nanoTime() - killed),
                Instant.parse(people.member.get(people.path()).text("ended_at")));
        long back = System.nanoTime();
        start("media-node");
        Eventually.see("joins to work", Drill.LIMIT, people::tryJoinAnother, it -> it.status() == 200);
        Drill.report(
                "the only media node killed for good",
                "as usual",
                "503",
                refusedAfter,
                Drill.seconds(back),
                0,
                0,
                ended);
        assertThat(late.abs()).as("between the kill and the end in the history").isLessThan(SEEN);
        assertThat(people.present()).isZero();
        assertThat(people.rows()).isEqualTo(2);
        assertThat(away).as("p95 of what needs no node, ms; calm: " + calm).isLessThan(Drill.bound(calm));
    }

    /** Returns when, as of {@link System#nanoTime}. */
    private long killTheNode() {
        TwoPeople people = drill.people;
        long killed = System.nanoTime();
        LocalStack.part("kill", "media-node");
        Api.Answer refused =
                Eventually.see("a join to be refused", Drill.LIMIT, people::tryJoin, it -> it.status() == 503);
        refusedAfter = Drill.seconds(killed);
        assertThat(refused.header("Retry-After")).matches("[1-9][0-9]*");
        assertThat(people.member.get(people.path()).expect(200).header("X-Degraded-Mode"))
                .isEmpty();
        // Whoever wants to join is told in words, and may try again there.
        drill.reader.open(LocalStack.get().webUrl() + "/calls/" + people.call.text("call_id") + "/lobby");
        drill.reader.press("Join call");
        assertThat(drill.reader.alert())
                .containsText("media node", new LocatorAssertions.ContainsTextOptions().setTimeout(15_000));
        drill.reader.open(LocalStack.get().webUrl());
        return killed;
    }

    /** Everything but the receiver goes on; what it misses is one dead letter, and what follows waits behind that. */
    @Test
    void aReceiverOfWebhooksIsAway() {
        TwoPeople people = drill.people;
        try (var receiver = new HookReceiver()) {
            people.member
                    .post("/api/v1/webhook-endpoints", Map.of("url", receiver.url()))
                    .expect(201);
            receiver.fail(Integer.MAX_VALUE);
            long began = System.nanoTime();
            people.guestLeaves();
            JsonArray letters = Eventually.see("a dead letter", Drill.LIMIT, this::letters, it -> !it.isEmpty());
            double degraded = Drill.seconds(began);
            assertThat(people.tryJoin().status()).isEqualTo(200);
            people.member.post(people.path() + "/end", Map.of()).expect(202);
            Eventually.see(
                    "the call to be over",
                    Drill.LIMIT,
                    () -> people.member.get(people.path()).text("status"),
                    "ended"::equals);
            drill.isToldNothing();
            drill.reader.open(LocalStack.get().webUrl() + "/dead-letters");
            assertThat(drill.reader.page().getByTestId("letter-row")).hasCount(1);
            assertThat(receiver.taken()).isEmpty();

            long back = System.nanoTime();
            receiver.fail(0);
            drill.reader.press("Retry");
            Eventually.see("everything to arrive", Drill.LIMIT, receiver::types, it -> it.size() >= 3);
            double recovered = Drill.seconds(back);
            assertThat(receiver.types())
                    .containsExactly("call.participant_left", "call.participant_left", "call.ended");
            assertThat(letters).hasSize(1);
            assertThat(letters()).isEmpty();
            Drill.report(
                    "a receiver of webhooks is away",
                    "as usual",
                    "as usual",
                    degraded,
                    recovered,
                    0,
                    receiver.types().size() - 3,
                    0);
        }
    }

    private JsonArray letters() {
        return drill.people
                .member
                .get("/api/v1/dead-letters")
                .expect(200)
                .json()
                .getAsJsonArray("items");
    }
}
