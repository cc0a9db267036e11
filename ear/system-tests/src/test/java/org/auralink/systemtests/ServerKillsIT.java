package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.auralink.local.PartCommand;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The only application server is killed again and again, at moments that a seed chooses, while it takes events of a media
 * node and sends webhooks; people come and go all along, whether it is there or not. Afterwards everything has arrived.
 * {@code WebhookConcurrencyTest} does the like inside one process, at each place where a server may die.
 */
@EnabledIfSystemProperty(named = "auralink.drill", matches = "true", disabledReason = "four minutes: -Pdrill")
class ServerKillsIT {
    private static final int KILLS = Integer.getInteger("kills", 6);
    private static final long SEED = Long.getLong("kills.seed", 20261129L);
    private static final int CALLS = 4;

    /** The call whose receiver refuses its {@link #REFUSED}th event, until somebody mends it. */
    private static final int POISONED = CALLS;

    private static final long REFUSED = 4;

    /** Leases of a server that was killed run out after a minute, and an endpoint that is away is left alone as long. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** A request that is under way takes up to so long; a kill hits it anywhere. */
    private static final int SLOWEST_ANSWER_MILLIS = 400;

    /** Between two who come or go while the server is away. */
    private static final Duration PACE = Duration.ofSeconds(4);

    /** For what has gathered until then. */
    private static final Duration ARRIVAL = Duration.ofMinutes(6);

    @TempDir
    private static Path state;

    private static LauncherProcess stack;
    private static ClientPage client;
    private static Browser browser;

    private final Random random = new Random(SEED);
    private final List<RecordedCall> calls = new ArrayList<>();
    private final List<Api.Answer> tickets = new ArrayList<>();

    @BeforeAll
    static void start() {
        stack = LauncherProcess.start(state.resolve("state"), LauncherProcess.freePorts(), "--keep-going", "true")
                .awaitReady();
        client = new ClientPage();
        browser = new Browser();
        browser.page().navigate(client.url());
        browser.page().setDefaultTimeout(60_000);
    }

    @AfterAll
    static void stop() {
        browser.close();
        client.close();
        stack.terminate();
    }

    @Test
    void whereverTheServerIsKilledEveryEventArrivesInItsOrderAndDeadLettersAreThoseThatWereRefused() {
        try (var receiver = new HookReceiver();
                var stubborn = new HookReceiver()) {
            receiver.answersAfter(new Random(SEED), SLOWEST_ANSWER_MILLIS);
            stubborn.refuse(hook -> hook.get("sequence").getAsLong() == REFUSED);
            for (int number = 0; number <= CALLS; number++) {
                HookReceiver its = number == POISONED ? stubborn : receiver;
                var call = new RecordedCall(number, browser, stack.webUrl(), its.url(), List.of("*"));
                call.hostComes();
                call.guestComes();
                tickets.add(call.guestTicket());
                calls.add(call);
            }
            int sent = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                sent += killed(receiver);
            }
            calls.forEach(RecordedCall::everybodyLeaves);
            calls.forEach(RecordedCall::awaitEnd);
            for (RecordedCall call : calls.subList(0, CALLS)) {
                Eventually.happens("call " + call.number + " to be told", ARRIVAL, () -> call.isToldToBeOver(receiver));
            }
            onlyWhatWasRefusedIsDead(stubborn);
            int again = calls.stream()
                    .mapToInt(call -> everythingArrived(call, call.number == POISONED ? stubborn : receiver))
                    .sum();
            calls.forEach(RecordedCall::historyIsWhatHappened);
            System.out.printf(
                    Locale.ROOT,
                    "DRILL | server killed %d times, seed %d | %d webhooks, %d of them under way at a kill | lost 0 |"
                            + " out of order 0 | sent again %d | dead letters 1 of 1 |%n",
                    KILLS,
                    SEED,
                    receiver.taken().size() + stubborn.taken().size() - again,
                    sent,
                    again);
        }
    }

    /**
     * Once webhooks flow, after a while that the seed chooses; people come and go until the server is there again.
     *
     * @return how many requests to the receiver were under way
     */
    private int killed(HookReceiver receiver) {
        int before = receiver.taken().size();
        long since = System.nanoTime();
        Eventually.happens("webhooks to flow before a kill", LIMIT, () -> {
            someoneComesOrGoes();
            return receiver.taken().size() > before + 2;
        });
        for (int number = 0; number < calls.size(); number++) {
            // Good for ten minutes.
            tickets.set(number, calls.get(number).guestTicket());
        }
        Eventually.happens("a request to be under way", LIMIT, () -> {
            if (receiver.underWay() == 0) {
                someoneComesOrGoes();
            }
            return receiver.underWay() > 0;
        });
        // Anywhere from the middle of a request to between two of them.
        LockSupport.parkNanos(
                Duration.ofMillis(random.nextInt(SLOWEST_ANSWER_MILLIS)).toNanos());
        int underWay = receiver.underWay();
        double flowing = Drill.seconds(since);
        PartCommand.send(stack.state, "kill Payara");
        long killed = System.nanoTime();
        CompletableFuture<String> back =
                CompletableFuture.supplyAsync(() -> PartCommand.send(stack.state, "start Payara"));
        while (!back.isDone()) {
            someoneComesOrGoes();
            // A call's webhooks go one after the other, two in a second: more would wait longer than the test.
            LockSupport.parkNanos(PACE.toNanos());
        }
        assertThat(back.join()).startsWith("Payara running");
        System.out.printf(
                Locale.ROOT,
                "DRILL killed %.1f s after it was there, with %d requests under way; there again after %.1f s%n",
                flowing,
                underWay,
                Drill.seconds(killed));
        return underWay;
    }

    /** In a call that the seed chooses, with the ticket from before: nobody asks the server for it. */
    private void someoneComesOrGoes() {
        int chosen = random.nextInt(calls.size());
        calls.get(chosen).leaves();
        calls.get(chosen).comes(tickets.get(chosen));
    }

    /** One letter, of five attempts, behind which the rest of its call waits; retried, all of it arrives. */
    private void onlyWhatWasRefusedIsDead(HookReceiver stubborn) {
        for (RecordedCall call : calls.subList(0, CALLS)) {
            assertThat(letters(call)).as("dead letters of call " + call.number).isEmpty();
        }
        RecordedCall poisoned = calls.get(POISONED);
        JsonArray letters = Eventually.see("the dead letter", LIMIT, () -> letters(poisoned), it -> !it.isEmpty());
        assertThat(letters).hasSize(1);
        JsonObject letter = letters.get(0).getAsJsonObject();
        assertThat(letter.get("attempts").getAsInt()).isEqualTo(5);
        assertThat(letter.get("payload").getAsString()).contains("\"sequence\":" + REFUSED);
        assertThat(poisoned.told(stubborn))
                .as("what waits behind it")
                .allMatch(hook -> hook.get("sequence").getAsLong() < REFUSED);
        stubborn.refuse(hook -> false);
        poisoned.host
                .post("/api/v1/dead-letters/" + letter.get("dead_letter_id").getAsString() + "/retry", Map.of())
                .expect(202);
        Eventually.happens("its call to be told", ARRIVAL, () -> poisoned.isToldToBeOver(stubborn));
        assertThat(letters(poisoned)).isEmpty();
    }

    private static JsonArray letters(RecordedCall call) {
        return call.host.get("/api/v1/dead-letters").expect(200).json().getAsJsonArray("items");
    }

    /** Every number of the call from the first to the last, none left out. */
    private static int everythingArrived(RecordedCall call, HookReceiver receiver) {
        int again = call.webhooksAreWhatHappened(receiver);
        List<Long> numbers = call.told(receiver).stream()
                .map(hook -> hook.get("sequence").getAsLong())
                .distinct()
                .toList();
        assertThat(numbers)
                .as("events of call " + call.number)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, numbers.size()).boxed().toList());
        return again;
    }
}
