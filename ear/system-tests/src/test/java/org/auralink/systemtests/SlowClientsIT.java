package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the web port does with clients that take their time: to send a body, or to read an answer. */
class SlowClientsIT {
    /** So many bodies may be on their way. */
    private static final int AWAITED = 256;

    /** More than the server has threads (200), and than it lets bodies be on their way. */
    private static final int MANY = 300;

    /** Requests of one connection: their answers are more than the system keeps for who does not read. */
    private static final int IN_ADVANCE = 200;

    private static final String SIGN_IN = "POST /auth/v1/token?grant_type=password HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";

    @Test
    void bodiesThatDoNotComeKeepNobodyElseWaiting() {
        List<RawHttp> slow = new ArrayList<>();
        try {
            IntStream.range(0, MANY).forEach(i -> slow.add(RawHttp.open().send(SIGN_IN)));

            Api.anonymous().get("/health/live").expect(200);
            Api.anonymous().get("/auth/v1/.well-known/jwks.json").expect(200);
            Api.newMember("Quick").createCall("Meanwhile");

            // Which of them the server took up first is its threads' affair, so all are asked.
            List<RawHttp.Answer> answers = slow.stream().map(RawHttp::answer).toList();
            assertThat(answers).extracting(RawHttp.Answer::status).containsOnly(503, 408);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() == 503)
                    .as("those who made room for others")
                    .hasSizeGreaterThanOrEqualTo(MANY - AWAITED)
                    .allSatisfy(
                            answer -> assertThat(answer.header("Retry-After")).isNotEmpty());
            assertThat(answers)
                    .filteredOn(answer -> answer.status() == 408)
                    .as("those who waited until their deadline")
                    .allSatisfy(answer -> assertThat(answer.body()).contains("\"error_code\":\"request_timeout\""));
            assertThat(slow).allMatch(RawHttp::isClosed);
        } finally {
            slow.forEach(RawHttp::close);
        }
    }

    @Test
    void anAnswerThatEndsAConnectionEndsItThoughTheBodyIsStillToCome() {
        for (String refused : List.of(
                "POST /api/v1/calls HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 1000\r\n\r\n{",
                "POST /api/v1/calls HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n{")) {
            try (RawHttp connection = RawHttp.open().send(refused)) {
                assertThat(connection.answer().status()).as(refused).isBetween(400, 501);
                assertThat(connection.isClosed()).as(refused).isTrue();
            }
        }
    }

    @Test
    void answersThatNobodyTakesKeepNobodyElseWaiting() throws IOException {
        String member = Api.newMember("Taker").token();
        for (String asked : List.of(
                "GET /auth/v1/.well-known/jwks.json",
                "GET " + largestAsset(),
                "GET /health/live",
                "GET /nothing",
                "GET /api/v1/nothing",
                "POST /api/v1/calls")) {
            String request = asked + " HTTP/1.1\r\nHost: localhost\r\n"
                    + (asked.startsWith("POST") ? "Content-Length: 2\r\n\r\n{}" : "\r\n");
            List<RawHttp> slow = new ArrayList<>();
            try {
                IntStream.range(0, MANY)
                        .forEach(i -> slow.add(RawHttp.openFrom("127.0.0.2").sendInVain(request.repeat(IN_ADVANCE))));

                Api.anonymous().get("/health/live").expect(200);
                Api.anonymous().get("/auth/v1/.well-known/jwks.json").expect(200);
                Api.anonymous().with(member).createCall("Meanwhile");
            } finally {
                slow.forEach(RawHttp::close);
            }
        }
        assertThat(tracesOfGoneClients()).isEmpty();
        String metrics =
                Api.administration().get("/metrics").expect(200).response().body();
        assertThat(metrics.lines().filter(line -> line.startsWith("auralink_connections_cut_total")))
                .as(metrics)
                .singleElement()
                .satisfies(line -> assertThat(line).doesNotEndWith(" 0.0"));
    }

    /** While their answers are made, and their error pages. */
    @Test
    void whoLeavesBeforeTheAnswerIsNoStackInTheLog() throws IOException {
        for (String asked :
                List.of("GET /nothing", "GET /api/v1/calls", "GET " + largestAsset(), "GET /health/ready")) {
            for (int i = 0; i < 20; i++) {
                // Answers that were not read are lost with the connection, which ends at once.
                RawHttp.openFrom("127.0.0.4")
                        .sendInVain((asked + " HTTP/1.1\r\nHost: localhost\r\n\r\n").repeat(IN_ADVANCE))
                        .close();
            }
        }
        Api.anonymous().get("/health/live").expect(200);
        assertThat(tracesOfGoneClients()).isEmpty();
    }

    private static List<String> tracesOfGoneClients() throws IOException {
        return Files.readAllLines(LocalStack.get().state.resolve("logs/Payara.log")).stream()
                // A stack, alone or in the server's own words about it.
                .filter(line -> line.contains("\"java.io.IOException: ")
                        || line.contains("\\njava.io.IOException: ")
                        || line.contains("IOException: Connection is closed"))
                .toList();
    }

    @Test
    void whoAsksManyTimesBeforeReadingGetsEveryAnswerInOrder() {
        String get = " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (RawHttp connection = RawHttp.openFrom("127.0.0.3")) {
            connection.send(("GET /auth/v1/.well-known/jwks.json" + get + "GET /api/v1/nothing" + get
                            + "GET /api/v1/calls" + get)
                    .repeat(20));
            for (int i = 0; i < 20; i++) {
                assertThat(connection.answer().body()).contains("\"keys\"");
                assertThat(connection.answer().status()).isEqualTo(404);
                assertThat(connection.answer().status()).isEqualTo(401);
            }
        }
    }

    @Test
    void theLargestFileComesWholeToWhoReadsSlowlyAndWantsItPlain() {
        String get = "GET " + largestAsset() + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (RawHttp connection = RawHttp.openFrom("127.0.0.3").send(get.repeat(2))) {
            for (int i = 0; i < 2; i++) {
                RawHttp.Answer answer = connection.answer();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body().getBytes(StandardCharsets.UTF_8))
                        .hasSize(Integer.parseInt(answer.header("Content-Length")))
                        .hasSizeGreaterThan(100_000);
            }
        }
    }

    private static String largestAsset() {
        String page = Api.anonymous().get("/").response().body();
        return page.replaceAll("(?s).*src=\"(/assets/[^\"]+[.]js)\".*", "$1");
    }
}
