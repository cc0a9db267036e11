package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.auralink.local.PartCommand;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twenty calls of twenty organizations, two application servers, two media nodes; and everything around the calls goes away
 * once while people come and leave. Afterwards the history and the webhooks say what happened, and nothing else.
 */
@EnabledIfSystemProperty(named = "auralink.drill", matches = "true", disabledReason = "ten minutes: -Pdrill")
class TwentyCallsIT {
    private static final int CALLS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration RESTART = Duration.ofMinutes(3);
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("auralink.outage.seconds", 120));

    /** Tickets for one address: 240 a minute. */
    private static final Duration BETWEEN_TICKETS = Duration.ofMillis(260);

    @TempDir
    private static Path state;

    private static LauncherProcess stack;
    private static Balancer balancer;
    private static ClientPage client;
    private static HookReceiver receiver;
    private static Browser browser;

    private final List<RecordedCall> calls = new ArrayList<>();

    @BeforeAll
    static void start() {
        stack = LauncherProcess.start(
                        state.resolve("state"),
                        LauncherProcess.freePorts(),
                        "--nodes",
                        "2",
                        "--instances",
                        "2",
                        "--keep-going",
                        "true",
                        "--stop-notice",
                        "2")
                .awaitReady();
        int port = stack.ports.getOrDefault("--web-port", 0);
        balancer = new Balancer(
                List.of(URI.create("http://localhost:" + port), URI.create("http://localhost:" + (port + 10))));
        client = new ClientPage();
        receiver = new HookReceiver();
        browser = new Browser();
        browser.page().navigate(client.url());
        browser.page().setDefaultTimeout(60_000);
    }

    @AfterAll
    static void stop() {
        browser.close();
        receiver.close();
        client.close();
        balancer.close();
        stack.terminate();
    }

    @Test
    void everythingAroundTwentyCallsGoesAwayOnceAndTheirHistoryIsWhatHappened() {
        bothAreReady();
        for (int number = 0; number < CALLS; number++) {
            var call = new RecordedCall(number, browser, balancer.url(), receiver.url(), List.of("call.*"));
            call.hostComes();
            call.guestComes();
            calls.add(call);
        }
        for (RecordedCall call : calls) {
            Eventually.happens("both in call " + call.number + " to hear each other", LIMIT, call::everybodyHears);
        }
        assertThat(calls.stream().map(RecordedCall::url).distinct())
                .as("nodes with calls")
                .hasSize(2);

        bothServersAreRestarted();
        anOutageOf("PostgreSQL", calls.subList(8, 11));
        anOutageOf("Redis", calls.subList(11, 14));
        calls.subList(8, 14).forEach(RecordedCall::guestComes);
        oneNodeIsKilled();
        everybodyGoes();

        calls.forEach(RecordedCall::historyIsWhatHappened);
        int again = calls.stream()
                .mapToInt(call -> call.webhooksAreWhatHappened(receiver))
                .sum();
        System.out.println("DRILL | webhooks that were sent again: " + again);
    }

    private void bothServersAreRestarted() {
        int next = 0;
        for (String instance : List.of("Payara", "Payara-2")) {
            List<RecordedCall> moving = calls.subList(next, next + 4);
            part("restart " + instance);
            moving.forEach(RecordedCall::leaves);
            moving.forEach(RecordedCall::guestComes);
            bothAreReady();
            next += 4;
        }
    }

    private static void anOutageOf(String dependency, List<RecordedCall> leaving) {
        part("stop " + dependency);
        leaving.forEach(RecordedCall::leaves);
        LockSupport.parkNanos(OUTAGE.toNanos());
        part("start " + dependency);
        bothAreReady();
    }

    private void oneNodeIsKilled() {
        String lost = stack.nodeUrl().replaceAll(".*:", ":");
        List<RecordedCall> homeless =
                calls.stream().filter(call -> call.url().endsWith(lost)).toList();
        Instant killed = Instant.now();
        part("kill media-node");
        homeless.forEach(call -> call.lostItsNode(killed));
        List<Double> seconds = new ArrayList<>();
        Set<RecordedCall> waiting = new HashSet<>(homeless);
        Instant deadline = killed.plus(LIMIT);
        while (!waiting.isEmpty()) {
            assertThat(Instant.now())
                    .as("calls that found no other node: " + waiting.size())
                    .isBefore(deadline);
            for (RecordedCall call : List.copyOf(waiting)) {
                LockSupport.parkNanos(BETWEEN_TICKETS.toNanos());
                Api.Answer ticket = call.askToJoin();
                if (ticket.status() == 200 && !ticket.text("url").equals(call.url())) {
                    call.comes(ticket);
                    call.guestComes();
                    Eventually.happens("both to hear each other again", LIMIT, call::everybodyHears);
                    seconds.add(Duration.between(killed, Instant.now()).toMillis() / 1000.0);
                    waiting.remove(call);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "DRILL | node killed | %d calls moved | both hear each other again after %.1f to %.1f s |%n",
                homeless.size(),
                seconds.stream().mapToDouble(it -> it).min().orElse(0),
                seconds.stream().mapToDouble(it -> it).max().orElse(0));
    }

    /** Half of the calls end with the last who leaves, the others by their host's word. */
    private void everybodyGoes() {
        for (RecordedCall call : calls) {
            if (call.number % 2 == 0) {
                call.isEnded();
            } else {
                call.everybodyLeaves();
            }
        }
        for (RecordedCall call : calls) {
            call.awaitEnd();
            Eventually.happens("its end to be told", LIMIT, () -> call.isToldToBeOver(receiver));
        }
    }

    private static void part(String command) {
        PartCommand.send(stack.state, command);
    }

    private static void bothAreReady() {
        Eventually.see("both servers to be ready", RESTART, balancer::ready, ready -> ready.size() == 2);
    }
}
