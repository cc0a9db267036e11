package org.auralink.media.node.organizations;

import static livekit.LivekitRtc.SignalResponse.MessageCase.JOIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.auralink.media.node.TestNode;
import org.auralink.media.node.signal.RawClient;
import org.auralink.media.node.token.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a node does with tokens that it has to ask about. */
@Timeout(60)
class OrganizationsTest {
    private static final String GRANT = "{\"roomJoin\":true,\"room\":\"standup\"}";

    /** As the control plane sees it, the secret is somebody's; the node knows none. */
    private static final String TOKEN =
            Tokens.signed(Tokens.claims("ak_live_12345678", "ada", GRANT), "0123456789abcdef0123456789abcdef");

    private static final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    private static HttpServer controlPlane;
    private static TestNode node;
    private static volatile int status;
    private static volatile String answer;

    @BeforeAll
    static void start() throws IOException {
        controlPlane = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        controlPlane.createContext("/", OrganizationsTest::answers);
        controlPlane.start();
        node = new TestNode("control_plane: {url: 'http://127.0.0.1:"
                + controlPlane.getAddress().getPort() + "'}");
    }

    @AfterAll
    static void stop() {
        node.close();
        controlPlane.stop(0);
    }

    @BeforeEach
    void nothingWasAsked() {
        asked.clear();
    }

    private static void answers(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean known = ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + known + " " + body);
        exchange.getResponseHeaders().set("Retry-After", "7");
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void says(int code, String json) {
        status = code;
        answer = json;
    }

    private static void saysTicket(String nodeId, String token) {
        says(200, "{\"url\":\"ws://127.0.0.1:1\",\"token\":\"" + token + "\",\"node_id\":\"" + nodeId + "\"}");
    }

    @Test
    void aTokenIsExchangedForATicketByWhichTheClientComesIn() throws Exception {
        saysTicket(node.node().id(), Tokens.join("ada", "4711"));
        try (var client = RawClient.connect(node.port(), TOKEN, "")) {
            assertThat(client.next(JOIN).getJoin().getRoom().getName()).isEqualTo("4711");
        }
    }

    @Test
    void whoAsksWhetherTheyMayComeInIsAnsweredByTheTicketToo() throws Exception {
        saysTicket(node.node().id(), Tokens.join("ada", "4711"));
        assertThat(node.get("/rtc/validate", TOKEN).body()).isEqualTo("success");
        assertThat(asked.take()).isEqualTo("POST /api/v1/livekit/join true {}");
        saysTicket(node.node().id(), Tokens.join("", "4711"));
        assertThat(node.get("/rtc/v1/validate", TOKEN).statusCode()).isEqualTo(400);
        saysTicket("ND_elsewhere", "x");
        assertThat(node.get("/rtc/validate", TOKEN).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"401", "403", "404", "422", "429", "503"})
    void whatTheControlPlaneRefusesIsRefusedInItsWords(int code) throws Exception {
        says(code, "{\"detail\":\"Because.\",\"code\":\"x\"}");
        var validate = node.get("/rtc/validate", TOKEN);
        assertThat(validate.statusCode()).isEqualTo(code);
        assertThat(validate.body()).isEqualTo("Because.");
        assertThat(validate.headers().firstValue("Retry-After")).contains("7");
        assertThat(RawClient.refusal(node.port(), TOKEN)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"200, 'no JSON'", "200, {}", "200, []", "500, <html>", "502, 'x'"})
    void anAnswerOfSomebodyElseLetsNobodyIn(int code, String body) throws Exception {
        says(code, body);
        assertThat(node.get("/rtc/validate", TOKEN).statusCode()).isGreaterThanOrEqualTo(500);
        assertThat(node.get("/rtc/validate", TOKEN).body()).doesNotContain("html");
    }

    @Test
    void aNodeOfTheRoomThatDoesNotAnswerIsToldAsAway() {
        saysTicket("ND_elsewhere", "x");
        assertThat(RawClient.refusal(node.port(), TOKEN)).isEqualTo(503);
    }

    @Test
    void requestsOfTheServerApiArePassedOnAsJsonAndAnsweredAsTheyWereAsked() throws Exception {
        says(200, "{\"rooms\":[{\"sid\":\"RM_1\",\"name\":\"standup\",\"later\":{}}]}");
        var listed = node.post("RoomService/ListRooms", TOKEN, "{\"names\":[\"standup\"]}");
        assertThat(listed.statusCode()).isEqualTo(200);
        assertThat(listed.body()).contains("\"name\":\"standup\"").doesNotContain("later");
        assertThat(asked.take())
                .startsWith("POST /api/v1/livekit/rooms/ListRooms true {")
                .contains("\"names\":[\"standup\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "400, 400, invalid_argument",
        "401, 401, unauthenticated",
        "403, 403, permission_denied",
        "404, 404, not_found",
        "409, 412, failed_precondition",
        "410, 404, not_found",
        "422, 429, resource_exhausted",
        "429, 429, resource_exhausted",
        "503, 503, unavailable",
        "500, 500, internal"
    })
    void refusalsHaveTwirpsCodes(int said, int code, String word) throws Exception {
        says(said, "{\"detail\":\"Because.\"}");
        var refused = node.post("RoomService/DeleteRoom", TOKEN, "{\"room\":\"standup\"}");
        assertThat(refused.statusCode()).isEqualTo(code);
        assertThat(refused.body()).contains("\"" + word + "\"", "Because.");
    }

    @Test
    void whatOrganizationsCannotAskForIsNotAsked() throws Exception {
        var moved = node.post("RoomService/MoveParticipant", TOKEN, "{\"room\":\"a\"}");
        assertThat(moved.statusCode()).isEqualTo(501);
        assertThat(node.post("AgentDispatchService/ListDispatch", TOKEN, "{\"room\":\"a\"}")
                        .statusCode())
                .isEqualTo(401);
        assertThat(node.post("RoomService/ListRooms", TOKEN, "{").statusCode()).isEqualTo(400);
        assertThat(asked).isEmpty();
    }

    @Test
    void tokensOfTheNodesOwnKeysAndOfStrangersAreNotAskedAbout() throws Exception {
        assertThat(node.post("RoomService/ListRooms", Tokens.admin("r"), "{}").statusCode())
                .isEqualTo(200);
        String stranger = Tokens.signed(Tokens.claims("stranger", "ada", GRANT), "x");
        assertThat(node.get("/rtc/validate", stranger).statusCode()).isEqualTo(401);
        for (String garbage : new String[] {"", "a.b.c", "..", "a." + "e30" + ".c", "a.!!.c"}) {
            assertThat(node.get("/rtc/validate", garbage).statusCode()).isEqualTo(401);
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void withoutAControlPlaneNobodyComesInWithSuchAToken() throws Exception {
        try (var alone = new TestNode("")) {
            assertThat(alone.get("/rtc/validate", TOKEN).statusCode()).isEqualTo(401);
        }
        try (var away = new TestNode("control_plane: {url: 'http://127.0.0.1:1'}")) {
            var told = away.get("/rtc/validate", TOKEN);
            assertThat(told.statusCode()).isEqualTo(503);
            assertThat(told.headers().firstValue("Retry-After")).isPresent();
        }
    }
}
