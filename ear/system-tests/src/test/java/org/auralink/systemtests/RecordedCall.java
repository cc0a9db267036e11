package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.auralink.systemtests.HookReceiver.Hook;
import org.jspecify.annotations.Nullable;

/**
 * A call of an organization of its own, of which a test knows who came and went and when, because it made them. Compares
 * that with the history and with what webhooks told.
 */
final class RecordedCall {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** Between what a person did here and what the node saw. */
    private static final Duration NEAR = Duration.ofSeconds(5);

    /** How long a lost node may have been silent before it was seen to be. */
    private static final Duration LOST = Duration.ofSeconds(10);

    final int number;
    final Api host;
    final String callId;
    private final Browser browser;
    private final Api anybody;
    private final String guestPath;
    private final List<Stay> stays = new ArrayList<>();
    private String url = "";
    private int joins;

    /** When this test had something done: it happened in between, and a busy browser takes its time. */
    private record Span(Instant begin, Instant end, Duration tolerance) {
        static Span of(Runnable action) {
            Instant begin = Instant.now();
            action.run();
            return new Span(begin, Instant.now(), NEAR);
        }

        boolean has(JsonElement time) {
            if (time.isJsonNull()) {
                return false;
            }
            Instant at = Instant.parse(time.getAsString());
            return at.isAfter(begin.minus(tolerance)) && at.isBefore(end.plus(tolerance));
        }

        @Override
        public String toString() {
            return begin + "/" + end;
        }
    }

    /** A stay as this test made it. */
    private static final class Stay {
        final String key;
        final String identity;
        final Span joined;

        @Nullable
        Span left;

        Stay(String key, String identity, Span joined) {
            this.key = key;
            this.identity = identity;
            this.joined = joined;
        }
    }

    /**
     * Signs somebody up who makes a call; nobody is in it yet.
     *
     * @param number tells the calls of a test apart
     * @param browser shows {@link ClientPage}, where everybody of the call has their connection
     * @param site of the application
     * @param hooks where the organization's webhooks go
     * @param events which of them
     */
    RecordedCall(int number, Browser browser, String site, String hooks, List<String> events) {
        this.number = number;
        this.browser = browser;
        anybody = Api.at(site);
        host = anybody.with(anybody.post(
                        "/auth/v1/signup",
                        Map.of("email", UUID.randomUUID() + "@example.org", "password", "correct horse 7"))
                .expect(200)
                .text("access_token"));
        host.post("/api/v1/webhook-endpoints", Map.of("url", hooks, "events", events))
                .expect(201);
        Api.Answer call = host.createCall("Call " + number);
        callId = call.text("call_id");
        String link = call.text("join_url");
        guestPath = "/api/v1/guest-links/" + link.substring(link.lastIndexOf('/') + 1) + "/join";
    }

    String path() {
        return "/api/v1/calls/" + callId;
    }

    /** The node that its people are led to. */
    String url() {
        return url;
    }

    void hostComes() {
        comes(ticket(this::askToJoin));
    }

    void guestComes() {
        comes(guestTicket());
    }

    Api.Answer guestTicket() {
        return ticket(() -> anybody.post(guestPath, Map.of("display_name", "Guest")));
    }

    Api.Answer askToJoin() {
        return host.post(path() + "/join", Map.of());
    }

    /** Asks again when it is told to: after an outage nodes announce themselves a moment later. */
    private static Api.Answer ticket(Callable<Api.Answer> ask) {
        return Eventually.see("a ticket", LIMIT, ask, answer -> answer.status() != 503)
                .expect(200);
    }

    /** Whoever has the ticket, with sound. A ticket is good for several stays one after the other. */
    void comes(Api.Answer ticket) {
        url = ticket.text("url");
        String key = number + "/" + ++joins;
        Span joined = Span.of(() -> browser.page()
                .evaluate(
                        "args => window.join(args)",
                        Map.of("identity", key, "url", url, "token", ticket.text("token"), "pictures", false)));
        stays.add(new Stay(key, ticket.text("identity"), joined));
    }

    /** The last who came. */
    void leaves() {
        List<Stay> inside = inside();
        Stay stay = inside.get(inside.size() - 1);
        stay.left = Span.of(() -> browser.page().evaluate("key => window.leave(key)", stay.key));
    }

    private List<Stay> inside() {
        return stays.stream().filter(stay -> stay.left == null).toList();
    }

    /** Its node was killed at that time, and whoever was inside is outside. */
    void lostItsNode(Instant killed) {
        inside().forEach(stay -> stay.left = new Span(killed, killed, LOST));
    }

    boolean everybodyHears() {
        List<Stay> inside = inside();
        return inside.stream().allMatch(stay -> {
            JsonObject from = ClientPage.received(browser, stay.key);
            return from.size() == inside.size() - 1
                    && from.keySet().stream()
                            .allMatch(other ->
                                    from.getAsJsonObject(other).get("energy").getAsDouble() > 0);
        });
    }

    /** By its host's word, with people inside. */
    void isEnded() {
        Span ended = Span.of(() -> host.post(path() + "/end", Map.of()).expect(202));
        inside().forEach(stay -> stay.left = ended);
    }

    /** With the last who leaves; the host says so too, so that its room does not wait for somebody to come back. */
    void everybodyLeaves() {
        while (!inside().isEmpty()) {
            leaves();
        }
        host.post(path() + "/end", Map.of());
    }

    JsonObject history() {
        return host.get(path()).expect(200).json();
    }

    void awaitEnd() {
        Eventually.see(
                "call " + number + " to be over",
                LIMIT,
                () -> history().get("status").getAsString(),
                "ended"::equals);
    }

    void historyIsWhatHappened() {
        JsonObject call = history();
        List<JsonObject> rows = call.getAsJsonArray("participants").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
        assertThat(rows).as("stays in call " + number).hasSameSizeAs(stays);
        List<JsonObject> unexplained = new ArrayList<>(rows);
        Instant last = Instant.EPOCH;
        for (Stay stay : stays) {
            JsonObject row = unexplained.stream()
                    .filter(it -> it.get("identity").getAsString().equals(stay.identity)
                            && stay.joined.has(it.get("joined_at"))
                            && stay.left != null
                            && stay.left.has(it.get("left_at")))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("Call " + number + ": nothing in " + rows + " is "
                            + stay.identity + " from " + stay.joined + " to " + stay.left));
            unexplained.remove(row);
            Instant left = Instant.parse(row.get("left_at").getAsString());
            last = left.isAfter(last) ? left : last;
        }
        Instant started = Instant.parse(call.get("started_at").getAsString());
        assertThat(call.get("duration_seconds").getAsLong())
                .as("seconds of call " + number)
                .isEqualTo(Duration.between(started, last).toSeconds());
    }

    /** What the receiver was told of this call, in its order. */
    List<JsonObject> told(HookReceiver receiver) {
        return receiver.taken().stream()
                .map(Hook::json)
                .filter(hook -> hook.getAsJsonObject("data")
                        .get("call_id")
                        .getAsString()
                        .equals(callId))
                .toList();
    }

    boolean isToldToBeOver(HookReceiver receiver) {
        return told(receiver).stream()
                .anyMatch(hook -> hook.get("type").getAsString().equals("call.ended"));
    }

    /**
     * Each event of the call's course at least once and in its place; what comes again comes before what follows it.
     *
     * @return how many came again
     */
    int webhooksAreWhatHappened(HookReceiver receiver) {
        List<JsonObject> told = told(receiver);
        Set<String> ids = new HashSet<>();
        List<Long> numbers = new ArrayList<>();
        Map<String, Integer> types = new HashMap<>();
        Set<String> inside = new HashSet<>();
        for (JsonObject hook : told) {
            String type = hook.get("type").getAsString();
            numbers.add(hook.get("sequence").getAsLong());
            if (!type.startsWith("call.") || !ids.add(hook.get("id").getAsString())) {
                continue;
            }
            types.merge(type, 1, Integer::sum);
            if (type.startsWith("call.participant_")) {
                String sid = hook.getAsJsonObject("participant").get("sid").getAsString();
                assertThat(type.endsWith("joined") ? inside.add(sid) : inside.remove(sid))
                        .as(type + " of " + sid + " in its place")
                        .isTrue();
            }
        }
        assertThat(numbers).as("events of call " + number).isSorted();
        assertThat(inside).as("who joined and never left").isEmpty();
        assertThat(types)
                .as("events of call " + number)
                .isEqualTo(Map.of(
                        "call.started",
                        1,
                        "call.ended",
                        1,
                        "call.participant_joined",
                        stays.size(),
                        "call.participant_left",
                        stays.size()));
        return numbers.size() - (int) numbers.stream().distinct().count();
    }
}
