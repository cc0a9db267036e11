package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.auralink.local.PartCommand;
import org.jspecify.annotations.Nullable;
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

    /** Between what a person did here and what the node saw. */
    private static final Duration NEAR = Duration.ofSeconds(5);

    /** How long a lost node may have been silent before it was seen to be. */
    private static final Duration LOST = Duration.ofSeconds(10);

    /** Tickets for one address: 240 a minute. */
    private static final Duration BETWEEN_TICKETS = Duration.ofMillis(260);

    @TempDir
    private static Path state;

    private static LauncherProcess stack;
    private static Balancer balancer;
    private static ClientPage client;
    private static HookReceiver receiver;
    private static Browser browser;

    private final List<Talk> talks = new ArrayList<>();

    /** A stay as this test made it. */
    private static final class Stay {
        final String key;
        final String identity;
        final Instant joined = Instant.now();

        @Nullable
        Instant left;

        Duration tolerance = NEAR;

        Stay(String key, String identity) {
            this.key = key;
            this.identity = identity;
        }
    }

    /** One call, who made it, and what happened in it. */
    private static final class Talk {
        final int number;
        final Api host;
        final String callId;
        final String guestPath;
        final List<Stay> stays = new ArrayList<>();
        String url = "";
        int joins;

        Talk(int number, Api host, Api.Answer call) {
            this.number = number;
            this.host = host;
            this.callId = call.text("call_id");
            String link = call.text("join_url");
            this.guestPath = "/api/v1/guest-links/" + link.substring(link.lastIndexOf('/') + 1) + "/join";
        }

        String path() {
            return "/api/v1/calls/" + callId;
        }

        void hostComes() {
            comes(ticket(() -> host.post(path() + "/join", Map.of())));
        }

        void guestComes() {
            comes(ticket(() -> Api.at(balancer.url()).post(guestPath, Map.of("display_name", "Guest"))));
        }

        /** Asks again when it is told to: after an outage nodes announce themselves a moment later. */
        private static Api.Answer ticket(Callable<Api.Answer> ask) {
            return Eventually.see("a ticket", LIMIT, ask, answer -> answer.status() != 503)
                    .expect(200);
        }

        void comes(Api.Answer ticket) {
            url = ticket.text("url");
            String key = number + "/" + ++joins;
            var stay = new Stay(key, ticket.text("identity"));
            browser.page()
                    .evaluate(
                            "args => window.join(args)",
                            Map.of("identity", key, "url", url, "token", ticket.text("token"), "pictures", false));
            stays.add(stay);
        }

        List<Stay> inside() {
            return stays.stream().filter(stay -> stay.left == null).toList();
        }

        /** The last who came. */
        void leaves() {
            List<Stay> inside = inside();
            Stay stay = inside.get(inside.size() - 1);
            stay.left = Instant.now();
            browser.page().evaluate("key => window.leave(key)", stay.key);
        }

        boolean everybodyHears() {
            List<Stay> inside = inside();
            return inside.stream().allMatch(stay -> {
                JsonObject from = ClientPage.received(browser, stay.key);
                return from.size() == inside.size() - 1
                        && from.keySet().stream()
                                .allMatch(other -> from.getAsJsonObject(other)
                                                .get("energy")
                                                .getAsDouble()
                                        > 0);
            });
        }

        JsonObject history() {
            return host.get(path()).expect(200).json();
        }
    }

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
            talks.add(begin(number));
        }
        for (Talk talk : talks) {
            Eventually.happens("both in call " + talk.number + " to hear each other", LIMIT, talk::everybodyHears);
        }
        assertThat(talks.stream().map(talk -> talk.url).distinct())
                .as("nodes with calls")
                .hasSize(2);

        bothServersAreRestarted();
        anOutageOf("PostgreSQL", talks.subList(8, 11));
        anOutageOf("Redis", talks.subList(11, 14));
        talks.subList(8, 14).forEach(Talk::guestComes);
        oneNodeIsKilled();
        everybodyGoes();

        talks.forEach(TwentyCallsIT::historyIsWhatHappened);
        talks.forEach(TwentyCallsIT::webhooksAreWhatHappened);
    }

    private static Talk begin(int number) {
        Api anybody = Api.at(balancer.url());
        Api host = anybody.with(anybody.post(
                        "/auth/v1/signup",
                        Map.of("email", UUID.randomUUID() + "@example.org", "password", "correct horse 7"))
                .expect(200)
                .text("access_token"));
        host.post("/api/v1/webhook-endpoints", Map.of("url", receiver.url())).expect(201);
        var talk = new Talk(number, host, host.createCall("Call " + number));
        talk.hostComes();
        talk.guestComes();
        return talk;
    }

    private void bothServersAreRestarted() {
        int next = 0;
        for (String instance : List.of("Payara", "Payara-2")) {
            List<Talk> moving = talks.subList(next, next + 4);
            part("restart " + instance);
            moving.forEach(Talk::leaves);
            moving.forEach(Talk::guestComes);
            bothAreReady();
            next += 4;
        }
    }

    private static void anOutageOf(String dependency, List<Talk> leaving) {
        part("stop " + dependency);
        leaving.forEach(Talk::leaves);
        LockSupport.parkNanos(OUTAGE.toNanos());
        part("start " + dependency);
        bothAreReady();
    }

    private void oneNodeIsKilled() {
        String lost = stack.nodeUrl().replaceAll(".*:", ":");
        List<Talk> homeless =
                talks.stream().filter(talk -> talk.url.endsWith(lost)).toList();
        Instant killed = Instant.now();
        part("kill media-node");
        for (Talk talk : homeless) {
            talk.inside().forEach(stay -> {
                stay.left = killed;
                stay.tolerance = LOST;
            });
        }
        List<Double> seconds = new ArrayList<>();
        Set<Talk> waiting = new HashSet<>(homeless);
        Instant deadline = killed.plus(LIMIT);
        while (!waiting.isEmpty()) {
            assertThat(Instant.now())
                    .as("calls that found no other node: " + waiting.size())
                    .isBefore(deadline);
            for (Talk talk : List.copyOf(waiting)) {
                LockSupport.parkNanos(BETWEEN_TICKETS.toNanos());
                Api.Answer ticket = talk.host.post(talk.path() + "/join", Map.of());
                if (ticket.status() == 200 && !ticket.text("url").equals(talk.url)) {
                    talk.comes(ticket);
                    talk.guestComes();
                    Eventually.happens("both to hear each other again", LIMIT, talk::everybodyHears);
                    seconds.add(Duration.between(killed, Instant.now()).toMillis() / 1000.0);
                    waiting.remove(talk);
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
        for (Talk talk : talks) {
            if (talk.number % 2 == 0) {
                talk.host.post(talk.path() + "/end", Map.of()).expect(202);
                talk.inside().forEach(stay -> stay.left = Instant.now());
            } else {
                while (!talk.inside().isEmpty()) {
                    talk.leaves();
                }
                talk.host.post(talk.path() + "/end", Map.of());
            }
        }
        for (Talk talk : talks) {
            Eventually.see(
                    "call " + talk.number + " to be over",
                    LIMIT,
                    () -> talk.history().get("status").getAsString(),
                    "ended"::equals);
            Eventually.see(
                    "its end to be told",
                    LIMIT,
                    () -> told(talk),
                    told -> told.stream()
                            .anyMatch(hook -> hook.get("type").getAsString().equals("call.ended")));
        }
    }

    private static void historyIsWhatHappened(Talk talk) {
        JsonObject call = talk.history();
        List<JsonObject> rows = call.getAsJsonArray("participants").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
        assertThat(rows).as("stays in call " + talk.number).hasSameSizeAs(talk.stays);
        List<JsonObject> unexplained = new ArrayList<>(rows);
        Instant last = Instant.EPOCH;
        for (Stay stay : talk.stays) {
            JsonObject row = unexplained.stream()
                    .filter(it -> it.get("identity").getAsString().equals(stay.identity)
                            && near(it.get("joined_at"), stay.joined, NEAR)
                            && near(it.get("left_at"), stay.left, stay.tolerance))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("Call " + talk.number + ": nothing in " + rows + " is "
                            + stay.identity + " from " + stay.joined + " to " + stay.left));
            unexplained.remove(row);
            Instant left = Instant.parse(row.get("left_at").getAsString());
            last = left.isAfter(last) ? left : last;
        }
        Instant started = Instant.parse(call.get("started_at").getAsString());
        assertThat(call.get("duration_seconds").getAsLong())
                .as("seconds of call " + talk.number)
                .isEqualTo(Duration.between(started, last).toSeconds());
    }

    private static boolean near(JsonElement time, @Nullable Instant expected, Duration tolerance) {
        return expected != null
                && !time.isJsonNull()
                && Duration.between(expected, Instant.parse(time.getAsString()))
                                .abs()
                                .compareTo(tolerance)
                        < 0;
    }

    /** Each event once, in its place, though it may have been sent again. */
    private static void webhooksAreWhatHappened(Talk talk) {
        List<JsonObject> told = told(talk);
        Map<String, JsonObject> once = new HashMap<>();
        List<Long> numbers = new ArrayList<>();
        Map<String, Integer> types = new HashMap<>();
        Set<String> inside = new HashSet<>();
        for (JsonObject hook : told) {
            if (once.put(hook.get("id").getAsString(), hook) != null) {
                System.out.println("DRILL | sent again: " + hook.get("type"));
                continue;
            }
            String type = hook.get("type").getAsString();
            numbers.add(hook.get("sequence").getAsLong());
            types.merge(type, 1, Integer::sum);
            if (type.startsWith("call.participant_")) {
                String sid = hook.getAsJsonObject("participant").get("sid").getAsString();
                assertThat(type.endsWith("joined") ? inside.add(sid) : inside.remove(sid))
                        .as(type + " of " + sid + " in its place")
                        .isTrue();
            }
        }
        assertThat(numbers).as("events of call " + talk.number).isSorted();
        assertThat(inside).as("who joined and never left").isEmpty();
        assertThat(types)
                .as("events of call " + talk.number)
                .isEqualTo(Map.of(
                        "call.started",
                        1,
                        "call.ended",
                        1,
                        "call.participant_joined",
                        talk.stays.size(),
                        "call.participant_left",
                        talk.stays.size()));
    }

    private static List<JsonObject> told(Talk talk) {
        return receiver.taken().stream()
                .map(HookReceiver.Hook::json)
                .filter(hook -> hook.getAsJsonObject("data")
                        .get("call_id")
                        .getAsString()
                        .equals(talk.callId))
                .toList();
    }

    private static void part(String command) {
        PartCommand.send(stack.state, command);
    }

    private static void bothAreReady() {
        Eventually.see("both servers to be ready", RESTART, balancer::ready, ready -> ready.size() == 2);
    }
}
