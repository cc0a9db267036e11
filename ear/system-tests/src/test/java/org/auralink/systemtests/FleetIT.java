package org.auralink.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import io.livekit.server.AccessToken;
import io.livekit.server.RoomJoin;
import io.livekit.server.RoomName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.auralink.local.PartCommand;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two media nodes, of which one goes away: killed, asleep, or emptied. Two people in browsers stay in their call. */
class FleetIT {
    private static final Duration LIMIT = Duration.ofSeconds(45);

    /** Twice what calls are moved before a deadline, so that there is time to give another one. */
    private static final Duration FIRST_DEADLINE = Duration.ofSeconds(12);

    private static final Duration AFTER_A_DEADLINE = Duration.ofSeconds(2);

    @TempDir
    private static Path state;

    private static LauncherProcess stack;
    private static Api operator;
    private static MoveTimes times;

    private Person host;
    private Person guest;
    private String callPath;
    private String node;

    @BeforeAll
    static void startTwoNodes() {
        stack = LauncherProcess.start(
                        state.resolve("state"), LauncherProcess.freePorts(), "--nodes", "2", "--keep-going", "true")
                .awaitReady();
        times = new MoveTimes(stack.state.resolve("logs/Payara.log"));
        operator = Api.at(stack)
                .with(Api.at(stack)
                        .post(
                                "/auth/v1/signup",
                                Map.of("email", LauncherProcess.OPERATOR, "password", "correct horse 7"))
                        .expect(200)
                        .text("access_token"));
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            times.sum();
            stack.terminate();
        }
    }

    @BeforeEach
    void twoPeopleTalk() {
        Eventually.see("both nodes to be there", LIMIT, FleetIT::nodes, nodes -> nodes.size() == 2);
        Api member = operator;
        Api.Answer call = member.createCall("On the move");
        callPath = "/api/v1/calls/" + call.text("call_id");
        host = new Person("Ada");
        guest = new Person("Grace");
        String link = call.text("join_url");
        host.open(link);
        host.join();
        guest.open(link);
        guest.join();
        host.seesAndHears(1);
        guest.seesAndHears(1);
        node = partThatHolds();
    }

    @AfterEach
    void everythingRunsAgain() {
        try (var one = host;
                var other = guest) {
            operator.post(callPath + "/end", Map.of());
            nodes().forEach(it ->
                    operator.delete("/api/v1/nodes/" + it.get("node_id").getAsString() + "/drain"));
            part("start media-node");
            part("start media-node-2");
        }
    }

    /** More of them with {@code -Dfleet.runs}, for figures. */
    static IntStream runs() {
        return IntStream.rangeClosed(1, Integer.getInteger("fleet.runs", 1));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void theCallOfAKilledNodeGoesOnAtAnotherAndStaysOneCall(int run) {
        writes(guest, "Before the move");
        assertThat(host.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Chat, 1 new")))
                .isVisible();
        long killed = System.currentTimeMillis();
        part("kill " + node);
        bothSeeEachOtherAgain(killed, "the kill of the node");
        writes(guest, "After the move");
        assertThat(host.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Chat, 2 new")))
                .isVisible();
        host.press("Chat, 2 new");
        assertThat(host.page().getByTestId("message")).containsText(new String[] {"Before the move", "After the move"});
        assertThat(operator.get(callPath).expect(200).text("status")).isEqualTo("active");
        assertThat(people())
                .as("two stays that ended with the node, and two that go on")
                .hasSize(4);
        assertThat(people().stream().filter(FleetIT::isInside)).hasSize(2);
    }

    @Test
    @InDrills
    void aNodeThatSleepsThroughItsReplacementChangesNothingWhenItWakesUp() throws Exception {
        long pid = stack.pid(node);
        long stopped = System.currentTimeMillis();
        signal("STOP", pid);
        try {
            bothSeeEachOtherAgain(stopped, "the pause of the node");
        } finally {
            signal("CONT", pid);
        }
        Eventually.see("the sleeper to be back", LIMIT, FleetIT::nodes, nodes -> nodes.size() == 2);
        Eventually.see(
                "its room to be closed",
                LIMIT,
                FleetIT::nodes,
                nodes -> nodes.stream()
                                .mapToInt(it -> it.get("rooms").getAsInt())
                                .sum()
                        == 1);
        assertThat(operator.get(callPath).expect(200).text("status")).isEqualTo("active");
        assertThat(people().stream().filter(FleetIT::isInside)).hasSize(2);
        int before = frames();
        Eventually.happens("pictures to go on arriving", Duration.ofSeconds(10), () -> frames() > before + 20);
    }

    @Test
    @InDrills
    void anOperatorEmptiesANodeAndItsCallGoesOnAtAnother() {
        String holder = nodes().stream()
                .filter(it -> it.get("rooms").getAsInt() == 1)
                .findFirst()
                .orElseThrow()
                .get("node_id")
                .getAsString();
        try (var console = new Person("Operator", LauncherProcess.OPERATOR)) {
            console.open(stack.webUrl() + "/sign-in?next=/nodes");
            console.signInOnly();
            Locator row = console.page().locator("[data-node-id='" + holder + "']");
            assertThat(row).containsText("In service");
            Screenshots.take(console.page(), "nodes");
            row.getByRole(AriaRole.COMBOBOX).selectOption(new SelectOption().setLabel("Calls move now"));
            long drained = System.currentTimeMillis();
            row.getByText("Drain", new Locator.GetByTextOptions().setExact(true))
                    .click();
            bothSeeEachOtherAgain(drained, "the end of the drain");
            assertThat(row).containsText("Empty: it can be taken away");
            Screenshots.take(console.page(), "nodes-drained");
            assertThat(operator.get(callPath).expect(200).text("status")).isEqualTo("active");
            row.getByText("Back to service").click();
            assertThat(row).containsText("In service");
        }
    }

    @Test
    @InDrills
    void aDrainWithALaterDeadlineLetsCallsStayAndACancelledOneIsAsIfItHadNotBeen() {
        String holder = idOf(node);
        String url = urlOf(host);
        Instant first = drain(holder, FIRST_DEADLINE);
        assertThat(roomOpensAt()).as("where new rooms open").isNotEqualTo(url);

        assertThat(drain(holder, Duration.ofMinutes(10))).isAfter(first.plusSeconds(60));
        Duration until = Duration.between(Instant.now(), first.plus(AFTER_A_DEADLINE));
        Eventually.throughout(
                "the call to stay past the first deadline",
                until,
                () -> urlOf(host).equals(url));
        assertThat(people()).as("stays, in which nobody left").hasSize(2).allMatch(FleetIT::isInside);

        operator.delete("/api/v1/nodes/" + holder + "/drain").expect(200);
        // Only to have no choice where the next room goes.
        String other = idOf(node.equals("media-node") ? "media-node-2" : "media-node");
        drain(other, Duration.ofMinutes(10));
        try {
            Eventually.see("rooms to open there again", LIMIT, this::roomOpensAt, url::equals);
        } finally {
            operator.delete("/api/v1/nodes/" + other + "/drain");
        }
        assertThat(nodes()).noneMatch(it -> it.get("draining").getAsBoolean());
        assertThat(people()).hasSize(2).allMatch(FleetIT::isInside);
        int before = frames();
        Eventually.happens("pictures to go on arriving", Duration.ofSeconds(10), () -> frames() > before + 20);
    }

    /** Tells until when calls may stay. */
    private static Instant drain(String nodeId, Duration deadline) {
        JsonObject drained = operator.post(
                        "/api/v1/nodes/" + nodeId + "/drain", Map.of("deadline_seconds", deadline.toSeconds()))
                .expect(202)
                .json();
        assertThat(drained.get("draining").getAsBoolean()).isTrue();
        return Instant.parse(drained.getAsJsonObject("drain").get("deadline").getAsString());
    }

    /** Host and port of the node to which whoever joins a new call is led. */
    private String roomOpensAt() {
        String call = "/api/v1/calls/" + operator.createCall("Another").text("call_id");
        String url = operator.post(call + "/join", Map.of()).expect(200).text("url");
        operator.post(call + "/end", Map.of());
        return URI.create(url).getAuthority();
    }

    private static String idOf(String part) {
        int port = stack.ports.getOrDefault("--signal-port", 0) + (part.equals("media-node") ? 0 : 10);
        return nodes().stream()
                .filter(it -> it.get("public_url").getAsString().endsWith(":" + port))
                .findFirst()
                .orElseThrow()
                .get("node_id")
                .getAsString();
    }

    @Test
    @InDrills
    void aTokenOfAnOrganizationsOwnSdkLeadsToItsRoomThroughEveryNode() {
        String organization = operator.get("/api/v1/organizations")
                .expect(200)
                .json()
                .getAsJsonArray("items")
                .get(0)
                .getAsJsonObject()
                .get("organization_id")
                .getAsString();
        JsonObject key = operator.post(
                        "/api/v1/organizations/" + organization + "/api-keys",
                        Map.of("name", "Back end", "scopes", List.of("write")))
                .expect(201)
                .json()
                .getAsJsonObject("livekit");
        try (var visitors = new Visitors()) {
            for (String url : List.of(urlOfNode(0), urlOfNode(1))) {
                var token = new AccessToken(
                        key.get("api_key").getAsString(), key.get("api_secret").getAsString());
                token.setIdentity("by " + url);
                token.addGrants(new RoomJoin(true), new RoomName(callPath.replaceAll(".*/", "")));
                visitors.comes(url, token.toJwt(), 8);
            }
            Eventually.see(
                    "four people in one call",
                    LIMIT,
                    () -> people().stream().filter(FleetIT::isInside).count(),
                    inside -> inside == 4);
            assertThat(visitors.allGone()).hasSize(2).allMatch(line -> line.startsWith("left"));
        }
        assertThat(nodes().stream().mapToInt(it -> it.get("rooms").getAsInt()).sum())
                .isEqualTo(1);
    }

    private static String urlOfNode(int index) {
        return nodes().get(index).get("public_url").getAsString();
    }

    @Test
    void nodesAreShownToOperatorsAndToNobodyElse() {
        Api member = Api.at(stack)
                .with(Api.at(stack)
                        .post("/auth/v1/signup", Map.of("email", "eve@example.org", "password", "correct horse 7"))
                        .expect(200)
                        .text("access_token"));
        assertThat(member.get("/api/v1/me").expect(200).json().get("operator").getAsBoolean())
                .isFalse();
        member.get("/api/v1/nodes").expect(403);
        String id = nodes().get(0).get("node_id").getAsString();
        member.post("/api/v1/nodes/" + id + "/drain", Map.of()).expect(403);
        operator.post("/api/v1/nodes/nobody/drain", Map.of()).expect(404);
        operator.post("/api/v1/nodes/" + id + "/drain", Map.of("deadline_seconds", 86_401))
                .expect(400);
        assertThat(operator.get("/api/v1/nodes/" + id)
                        .expect(200)
                        .json()
                        .get("draining")
                        .getAsBoolean())
                .isFalse();
    }

    /** From nothing: pictures and sound of before do not count, because the room is another. */
    private void bothSeeEachOtherAgain(long sinceMillis, String what) {
        String url = urlOf(host);
        for (Person person : List.of(host, guest)) {
            Eventually.see(
                    "media to flow at another node after " + what,
                    LIMIT,
                    () -> urlOf(person) + " " + frames(person),
                    seen -> !seen.startsWith(url + " ") && !seen.endsWith(" 0"));
        }
        times.add(what, sinceMillis, List.of(host, guest));
    }

    private static void writes(Person person, String text) {
        if (!person.page()
                .getByLabel("Message", new Page.GetByLabelOptions().setExact(true))
                .isVisible()) {
            person.press("Chat");
        }
        person.page()
                .getByLabel("Message", new Page.GetByLabelOptions().setExact(true))
                .fill(text);
        person.key("Enter");
        assertThat(person.page().getByTestId("message").last()).containsText(text);
    }

    private int frames() {
        return frames(host);
    }

    private static int frames(Person person) {
        JsonObject received = person.received();
        return received.get("people").getAsInt() == 1 ? received.get("frames").getAsInt() : 0;
    }

    /** The node that this person's browser talks to. */
    private static String urlOf(Person person) {
        return (String) person.page().evaluate("() => new URL(window.__auralinkRoom?.engine?.url ?? 'ws://none').host");
    }

    /** By the port in the address that the host's browser is connected to. */
    private String partThatHolds() {
        int port = Integer.parseInt(urlOf(host).replaceAll(".*:", ""));
        return port == stack.ports.getOrDefault("--signal-port", 0) ? "media-node" : "media-node-2";
    }

    private static List<JsonObject> nodes() {
        return operator.get("/api/v1/nodes").expect(200).json().getAsJsonArray("items").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private List<JsonElement> people() {
        return operator.get(callPath)
                .expect(200)
                .json()
                .getAsJsonArray("participants")
                .asList();
    }

    private static boolean isInside(JsonElement stay) {
        return stay.getAsJsonObject().get("left_at").isJsonNull();
    }

    private static String part(String command) {
        return PartCommand.send(stack.state, command);
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -s " + name + " " + pid).start().waitFor();
    }
}
