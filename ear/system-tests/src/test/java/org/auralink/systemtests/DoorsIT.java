package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the web port does with whoever comes, before anybody is known: odd and curious clients. */
class DoorsIT {
    @Test
    void http2InClearTextIsNotSpoken() {
        assertThat(RawHttp.ask("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0")
                        .head())
                .startsWith("HTTP/1.1 400 ");
        RawHttp.Answer upgrade = RawHttp.ask("GET /auth/v1/health HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");
        assertThat(upgrade.head()).startsWith("HTTP/1.1 200 ");
        assertThat(upgrade.header("Upgrade")).isEmpty();
    }

    @Test
    void aBodyThatComesInPiecesAndTwoRequestsOnOneConnectionAreServed() {
        try (RawHttp connection = RawHttp.open()) {
            for (int i = 0; i < 2; i++) {
                connection.send("POST /api/v1/calls HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n");
                connection.send("5\r\n{\"nam\r\n").send("7\r\ne\":\"x\"}\r\n").send("0\r\n\r\n");
                assertThat(connection.answer().status()).isEqualTo(401);
            }
        }
    }

    @Test
    void aBodyIsTakenFromWhoOffersToSpeakHttp2AndNothingBehindIt() {
        String offer = "POST /api/v1/calls HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nContent-Type: application/json\r\n";
        String smuggled = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (String body : List.of(
                "Content-Length: 12\r\n\r\n{\"name\":\"x\"}",
                "Transfer-Encoding: chunked\r\n\r\n5;a=b\r\n{\"nam\r\n7\r\ne\":\"x\"}\r\n0\r\nA: b\r\n\r\n")) {
            try (RawHttp connection = RawHttp.open()) {
                connection.send(offer + body + smuggled);
                assertThat(connection.answer().status()).as(body).isEqualTo(401);
                assertThat(connection.isClosed()).as(body).isTrue();
            }
        }
        for (String body : List.of(
                "Transfer-Encoding: chunked\r\n\r\nx\r\n", "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")) {
            assertThat(RawHttp.ask(offer + body).status()).as(body).isBetween(400, 501);
        }
    }

    @Test
    void javasOwnClientIsServedFromItsFirstRequestOnAndSeesWhyItIsRefused() throws Exception {
        String member = Api.newMember("Java").token();
        Map<Integer, Integer> statuses = Map.of(12, 201, 1_100_000, 413, 20_000_000, 413);
        for (int length : statuses.keySet()) {
            byte[] body = ("{\"name\":\"x\"" + " ".repeat(length - 12) + "}").getBytes(StandardCharsets.US_ASCII);
            for (var publisher : List.of(
                    BodyPublishers.ofByteArray(body),
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
                HttpRequest request = HttpRequest.newBuilder(
                                URI.create(LocalStack.get().webUrl() + "/api/v1/calls"))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Bearer " + member)
                        .header("Content-Type", "application/json")
                        .POST(publisher)
                        .build();
                HttpClient fresh = HttpClient.newHttpClient();
                for (int i = 0; i < 2; i++) {
                    assertThat(fresh.send(request, BodyHandlers.ofString()).statusCode())
                            .as(length + " bytes, request " + i + ", declared " + publisher.contentLength())
                            .isEqualTo(statuses.get(length));
                }
            }
        }
    }

    @Test
    void theServersOwnPagesAreForItsAdministrationOnly() {
        for (String path : List.of(
                "/metrics",
                "/metrics/base",
                "/health",
                "/health/",
                "/openapi",
                "/api/v1/application.wadl",
                "/auth/v1/application.wadl?detail=true")) {
            Api.Answer answer = Api.anonymous().get(path);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
            assertThat(answer.response().body()).doesNotContainIgnoringCase("payara");
            assertThat(answer.header("Server") + answer.header("X-Powered-By")).isEmpty();
        }
        assertThat(Api.anonymous().get("/health/ready").expect(200).response().body())
                .isEqualTo("{\"status\":\"UP\"}");

        assertThat(Api.administration()
                        .get("/health/ready")
                        .expect(200)
                        .response()
                        .body())
                .contains("postgresql");
        assertThat(Api.administration().get("/metrics").expect(200).response().body())
                .contains("# TYPE");
        for (String path : List.of("/", "/api/v1/openapi", "/auth/v1/health", "/openapi")) {
            Api.administration().get(path).expect(404);
        }
    }

    @Test
    void theMailboxIsForThisMachineByItsOwnNameAndRunsNothing() {
        Api.Answer page = Api.anonymous().get("/dev/mailbox").expect(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; style-src 'sha256-")
                .doesNotContain("script-src");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        Api.anonymous().get("/dev/mailbox/messages?to=nobody@example.org").expect(200);
        Api.anonymous().get("/dev/mailbox/00000000-0000-4000-8000-000000000000").expect(404);
        Api.anonymous().get("/dev/mailbox/nothing").expect(404);
        for (String path : List.of("/dev/mailbox", "/dev/mailbox/messages")) {
            assertThat(RawHttp.ask("GET " + path + " HTTP/1.1\r\nHost: evil.example.org\r\n\r\n")
                            .status())
                    .as("a name that somebody else led here")
                    .isEqualTo(404);
        }
    }

    @Test
    void everyAnswerTellsBrowsersAndCachesWhatTheyMayDoWithIt() {
        for (String path :
                List.of("/", "/nothing", "/api/v1/calls", "/api/v1/nothing", "/auth/v1/user", "/health/live")) {
            Api.Answer answer = Api.anonymous().get(path);
            assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).as(path).isEqualTo("no-referrer");
            assertThat(answer.header("X-Frame-Options")).as(path).isEqualTo("DENY");
            assertThat(answer.header("Content-Security-Policy")).as(path).contains("frame-ancestors 'none'");
            assertThat(answer.header("Cache-Control")).as(path).matches("no-store|no-cache");
            assertThat(answer.header("Strict-Transport-Security"))
                    .as("over http")
                    .isEmpty();
        }
        Api.Answer call = Api.newMember("Headers").createCall("x");
        assertThat(call.header("Cache-Control")).isEqualTo("no-store");
        assertThat(Api.anonymous().get("/auth/v1/.well-known/jwks.json").header("Cache-Control"))
                .isEqualTo("public, max-age=600");
    }

    @Test
    void whateverIsRefusedIsRefusedInTheShapeOfItsPath() {
        for (String request : List.of("GET /api/v1/nothing", "DELETE /api/v1/calls", "BREW /api/v1/calls")) {
            RawHttp.Answer answer = RawHttp.ask(request + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(JsonParser.parseString(answer.body()).getAsJsonObject().keySet())
                    .as(request)
                    .containsAll(Set.of("type", "title", "status", "detail", "code", "trace_id"));
            assertThat(answer.status()).as(request).isBetween(400, 499);
        }
        for (String request : List.of("GET /auth/v1/nothing", "PUT /auth/v1/token", "BREW /auth/v1/user")) {
            RawHttp.Answer answer = RawHttp.ask(request + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(JsonParser.parseString(answer.body()).getAsJsonObject().keySet())
                    .as(request)
                    .contains("code", "error_code", "msg");
        }
        Api.Answer elsewhere = Api.anonymous().get("/nothing.php");
        assertThat(elsewhere.expect(404).response().body()).isEqualTo("There is nothing at this address.\n");
    }

    @Test
    void aProviderMayAnswerByAForm() {
        String fields = "state=" + "s".repeat(43) + "&code=one";
        RawHttp.Answer asked = RawHttp.ask("GET /auth/v1/callback?" + fields + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        RawHttp.Answer posted = RawHttp.ask("POST /auth/v1/callback HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + fields.length() + "\r\n\r\n"
                + fields);
        assertThat(posted.status()).as(posted.body()).isEqualTo(asked.status());
        assertThat(posted.header("Location"))
                .isEqualTo(asked.header("Location"))
                .isNotEmpty();
    }

    /** What the server's own reader of HTTP refuses, served empty, or did not answer at all. */
    @Test
    void whatIsNoRequestIsRefusedLikeEverythingElse() {
        String host = " HTTP/1.1\r\nHost: localhost\r\n";
        Map<String, Integer> refused = new LinkedHashMap<>();
        refused.put("GET /api/v1/" + "a".repeat(9000) + host + "\r\n", 414);
        refused.put("GET /auth/v1/user" + host + "X: " + "a".repeat(70_000) + "\r\n\r\n", 431);
        refused.put("GET /api/v1/calls" + host + "X: a\r\n".repeat(150) + "\r\n", 431);
        refused.put("GET /api/v1/calls HTTP/1.1\r\n\r\n", 400);
        refused.put("GET /%zz" + host + "\r\n", 400);
        refused.put("GET /api/v1/%c3%28" + host + "\r\n", 400);
        refused.put("GET /api/v1/../../../x" + host + "\r\n", 400);
        refused.put("TRACE /" + host + "\r\n", 405);
        refused.put("BREW /" + host + "\r\n", 405);
        refused.put("BREW /api/v1/calls" + host + "\r\n", 405);
        refused.put("CONNECT /" + host + "\r\n", 405);
        refused.put("OPTIONS *" + host + "\r\n", 400);
        refused.put("GET / HTTP/3.1\r\nHost: localhost\r\n\r\n", 505);
        refused.put("hello\r\n", 400);
        refused.put("GET /\r\n\r\n", 400);
        refused.put("GET / HTTP/1.1\nHost: localhost\n\n", 400);
        refused.put("GET /api/v1/calls" + host + "Content-Length: 2\r\n\r\n{}", 400);
        refused.forEach((request, status) -> {
            String name = request.substring(0, Math.min(60, request.length()));
            try (RawHttp connection = RawHttp.open()) {
                assertRefused(connection.send(request).answer(), name, status);
                assertThat(connection.isClosed()).as(name).isTrue();
            }
        });
    }

    private static void assertRefused(RawHttp.Answer answer, String request, int status) {
        assertThat(answer.status()).as(request).isEqualTo(status);
        assertThat(answer.header("X-Content-Type-Options")).as(request).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).as(request).isEqualTo("no-store");
        assertThat(answer.header("Content-Security-Policy")).as(request).contains("frame-ancestors 'none'");
        assertThat(answer.header("Server") + answer.header("X-Powered-By"))
                .as(request)
                .isEmpty();
        String expected =
                request.contains(" /api/") ? "\"trace_id\":" : request.contains(" /auth/") ? "\"msg\":" : ".\n";
        assertThat(answer.body()).as(request).contains(expected);
    }

    /** Before anybody is asked who they are: what is behind such a head is a second request to somebody on the way. */
    @Test
    void aBodyWhoseEndTwoServersWouldSeeElsewhereIsRefusedAndNothingBehindItIsServed() {
        String smuggled = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (String door : List.of("/api/v1/calls", "/auth/v1/logout", "/")) {
            for (String body : List.of(
                    "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                    "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                    "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
                    "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                    "Content-Length: 2, 2\r\n\r\n{}",
                    "Content-Length: +2\r\n\r\n{}",
                    "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                    "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                    "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
                    "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                    "X: a\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                    "Transfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n",
                    "Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n",
                    "Transfer-Encoding: chunked\r\n\r\n2\r\n{}xx0\r\n\r\n")) {
                String request = "POST " + door + " HTTP/1.1\r\nHost: localhost\r\n" + body;
                try (RawHttp connection = RawHttp.open()) {
                    assertRefused(connection.send(request + smuggled).answer(), request, 400);
                    assertThat(connection.isClosed()).as(request).isTrue();
                }
            }
        }
    }

    /** The first chunks are at the server when the rest turns out to be none. */
    @Test
    void chunksThatGoWrongOnTheWayAreRefusedLikeEverythingElse() {
        try (RawHttp connection = RawHttp.open()) {
            connection.send("POST /api/v1/calls HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"nam\r\n");
            connection.send("zz\r\n");
            assertRefused(connection.answer(), "POST /api/v1/calls", 400);
            assertThat(connection.isClosed()).isTrue();
        }
    }

    /** A refusal behind a request on the same connection comes behind its answer. */
    @Test
    void whatIsRefusedBehindARequestIsAnsweredInTurn() {
        try (RawHttp connection = RawHttp.open()) {
            connection.send("GET /api/v1/calls HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    + "GET /auth/v1/health HTTP/1.1\r\nHost: localhost\r\n\r\nBREW / HTTP/1.1\r\n\r\n");
            assertThat(connection.answer().status()).isEqualTo(401);
            assertThat(connection.answer().status()).isEqualTo(200);
            assertRefused(connection.answer(), "BREW", 405);
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void theHostThatARequestNamesIsRepeatedNowhereAndTwoAreRefused() {
        String token = Api.newMember("Host").token();
        RawHttp.Answer made =
                RawHttp.ask("POST /api/v1/calls HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Proto: https\r\n"
                        + "X-Forwarded-Host: evil.example\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"name\":\"x\"}");
        assertThat(made.status()).isEqualTo(201);
        String callId = JsonParser.parseString(made.body())
                .getAsJsonObject()
                .get("call_id")
                .getAsString();
        assertThat(made.header("Location")).isEqualTo("/api/v1/calls/" + callId);
        assertThat(made.head() + made.body()).doesNotContain("evil");

        assertThat(RawHttp.ask("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n").status())
                .isEqualTo(400);
    }

    @Test
    void textsThatCannotBeStoredOrSeenAreRefusedByName() {
        Api member = Api.newMember("Text");
        for (String name : List.of("party \\ud83c", "\\u00a0", "\\u200b\\u200b", "\\u2800", "\\u3164", "a\\u202eb")) {
            Api.Answer answer = member.postText("/api/v1/calls", "{\"name\":\"" + name + "\"}");
            assertThat(answer.expect(400).response().body()).as(name).contains("\"field\":\"name\"");
        }
        String family = "\u05de\u05e9\u05e4\u05d7\u05d4 \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";
        Api.Answer call = member.post("/api/v1/calls", Map.of("name", family)).expect(201);
        assertThat(member.get("/api/v1/calls/" + call.text("call_id")).text("name"))
                .isEqualTo(family);
        String link = call.text("join_url");
        assertThat(Api.anonymous()
                        .postText(
                                "/api/v1/guest-links/" + link.substring(link.lastIndexOf('/') + 1) + "/join",
                                "{\"display_name\":\"\\u200b\\u200d\"}")
                        .expect(400)
                        .response()
                        .body())
                .contains("\"field\":\"display_name\"");
        for (String body : List.of(
                "{\"email\":\"a@example.org\",\"email\":\"b@example.org\",\"password\":\"correct horse 7\"}",
                "{\"email\":\"a@example.org\",\"password\":\"correct horse 7\"} {}",
                "{\"email\":\"a@example.org\",\"password\":\"correct horse \\ud83c\"}")) {
            Api.anonymous().postText("/auth/v1/signup", body).expect(400);
        }
    }
}
