package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.auralink.local.PartCommand;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of the application behind a load balancer that knows nobody again, and one of them is always replaceable. */
@EnabledIfSystemProperty(
        named = "auralink.drill",
        matches = "true",
        disabledReason = "two application servers and a minute for each restart: -Pdrill")
class ClusterIT {
    private static final Duration LIMIT = Duration.ofSeconds(45);
    private static final Duration RESTART = Duration.ofMinutes(3);

    @TempDir
    static Path state;

    private static LauncherProcess stack;
    private static Balancer balancer;
    private static ClientPage client;

    private Browser browser;
    private Api member;
    private Api.Answer call;
    private String host;

    @BeforeAll
    static void start() {
        stack = LauncherProcess.start(
                        state,
                        LauncherProcess.freePorts(),
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
    }

    @AfterAll
    static void stop() {
        client.close();
        balancer.close();
        stack.terminate();
    }

    @BeforeEach
    void twoPeopleTalk() {
        Api anybody = Api.at(balancer.url());
        String email = java.util.UUID.randomUUID() + "@example.org";
        member = anybody.with(anybody.post("/auth/v1/signup", Map.of("email", email, "password", "correct horse 7"))
                .expect(200)
                .text("access_token"));
        call = member.createCall("Cluster");
        browser = new Browser();
        browser.page().navigate(client.url());
        host = join(member.post(path() + "/join", Map.of()));
    }

    @AfterEach
    void leave() {
        browser.close();
    }

    @Test
    void whicheverInstanceDiesTheOtherGoesOnAndNoEventIsLostOrAppliedTwice() {
        String first = guestComes();
        history("both", 2, 2);

        part("kill", "Payara");
        ClientPage.seesAndHears(browser, host, LIMIT, first);
        leaves(first);
        history("the guest's leaving, by the other instance", 2, 1);
        String second = guestComes();
        history("who came while one was away", 3, 2);

        part("start", "Payara");
        bothAreReady();
        part("kill", "Payara-2");
        leaves(second);
        history("the second's leaving, by the first instance again", 3, 1);
        part("start", "Payara-2");
        bothAreReady();
        history("the same as before", 3, 1);
    }

    @Test
    void aRollingRestartOfBothFailsNoRequestAndLosesNoEvent() throws Exception {
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        var asking = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    Api.Answer answer = member.get(path());
                    if (answer.status() != 200) {
                        failures.add(answer.toString());
                    }
                } catch (AssertionError | IllegalStateException e) {
                    if (!Thread.currentThread().isInterrupted()) {
                        failures.add(e.toString());
                    }
                }
                java.util.concurrent.locks.LockSupport.parkNanos(
                        Duration.ofMillis(200).toNanos());
            }
        });
        asking.start();
        int people = 1;
        for (String instance : List.of("Payara", "Payara-2")) {
            String guest = guestComes();
            people++;
            history("who came before " + instance + " was restarted", people, 2);
            part("restart", instance);
            leaves(guest);
            history("who left after " + instance + " was restarted", people, 1);
            bothAreReady();
        }
        asking.interrupt();
        asking.join();
        assertThat(failures).as("requests that were not served").isEmpty();
    }

    /** Payara says so when the second has found the first. */
    @Test
    void theInstancesFormADataGridOnLoopbackOnly() throws IOException {
        assertThat(Files.readString(state.resolve("logs/Payara-2.log"))).contains("DG Size: 2");
        int port = stack.ports.getOrDefault("--grid-port", 0);
        assertThat(ListeningSockets.of(stack.pid("Payara")))
                .filteredOn(socket -> socket.getPort() == port)
                .allMatch(socket -> socket.getAddress().isLoopbackAddress())
                .isNotEmpty();
    }

    private static void part(String verb, String name) {
        PartCommand.send(state, verb + " " + name);
    }

    private static void bothAreReady() {
        Eventually.see("both instances to be ready", RESTART, balancer::ready, ready -> ready.size() == 2);
    }

    private String path() {
        return "/api/v1/calls/" + call.text("call_id");
    }

    private String guestComes() {
        String link = call.text("join_url");
        return join(Api.at(balancer.url())
                .post(
                        "/api/v1/guest-links/" + link.substring(link.lastIndexOf('/') + 1) + "/join",
                        Map.of("display_name", "Guest")));
    }

    private String join(Api.Answer ticket) {
        ticket.expect(200);
        ClientPage.join(browser, ticket.text("identity"), ticket.text("url"), ticket.text("token"));
        return ticket.text("identity");
    }

    private void leaves(String guest) {
        browser.page().evaluate("id => window.leave(id)", guest);
    }

    /** Each person once, and so many of them without a time of leaving. */
    private void history(String what, int people, int present) {
        Predicate<List<JsonElement>> expected = rows -> rows.size() == people
                && rows.stream()
                                .filter(row ->
                                        row.getAsJsonObject().get("left_at").isJsonNull())
                                .count()
                        == present;
        Eventually.see(
                "the history to show " + what,
                LIMIT,
                () -> member.get(path())
                        .expect(200)
                        .json()
                        .getAsJsonArray("participants")
                        .asList(),
                expected);
    }
}
