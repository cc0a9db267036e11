package org.auralink.media.node.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.auralink.media.node.TestNode;
import org.auralink.media.node.token.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class AdmissionTest {
    private static TestNode node;

    @BeforeAll
    static void start() {
        node = new TestNode("room: {auto_create: false}");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static void refused(int status, String sentence, String token) throws Exception {
        assertThat(RawClient.refusal(node.port(), token)).as("upgrade").isEqualTo(status);
        var validate = node.get("/rtc/validate", token);
        assertThat(validate.statusCode()).as("validate").isEqualTo(status);
        assertThat(validate.body()).contains(sentence);
    }

    private static String claims(String issuer, long expires, String video) {
        return "{\"iss\":\"" + issuer + "\",\"sub\":\"ada\",\"exp\":" + expires + ",\"video\":" + video + "}";
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static final String GRANT = "{\"roomJoin\":true,\"room\":\"r\"}";

    @Test
    void wrongExpiredUnsignedAndForeignTokensAreRefused() throws Exception {
        long now = Instant.now().getEpochSecond();
        refused(401, "wrong signature", Tokens.signed(claims("devkey", now + 60, GRANT), "guess"));
        refused(401, "expired", Tokens.signed(claims("devkey", now - 3600, GRANT), Tokens.SECRET));
        refused(401, "HS256", part("{\"alg\":\"none\"}") + "." + part(claims("devkey", now + 60, GRANT)) + ".");
        refused(401, "invalid API key", Tokens.signed(claims("stranger", now + 60, GRANT), Tokens.SECRET));
        refused(401, "three parts", "garbage");
    }

    @Test
    void tokenWithoutTheGrantIsRefused() throws Exception {
        refused(401, "permissions denied", Tokens.of("ada", "{\"room\":\"r\"}"));
        refused(400, "no room name", Tokens.of("ada", "{\"roomJoin\":true}"));
        refused(400, "identity cannot be empty", Tokens.of("", GRANT));
        assertThat(node.get("/rtc/validate", null).statusCode()).isEqualTo(401);
    }

    @Test
    void roomThatNobodyCreatedIsRefusedInTheWordsClientsKnow() throws Exception {
        refused(404, "requested room does not exist", Tokens.join("ada", "r"));
    }

    /** Nobody listens there: the node starts all the same, and is one of a fleet. */
    @Test
    void whoComesBackToANodeThatHasJustStartedIsToldToTryAgain() throws Exception {
        try (var restarted = new TestNode("room: {auto_create: false}\nredis: {address: '127.0.0.1:1'}")) {
            var validate = restarted.get("/rtc/validate", Tokens.join("ada", "r"));
            assertThat(validate.statusCode()).isEqualTo(503);
            assertThat(validate.body()).startsWith("node has just started");
        }
    }

    @Test
    void theNameOfASecondConnectionIsJudgedLikeAnIdentity() throws Exception {
        var validate = node.get("/rtc/validate?publish=" + "x".repeat(255), Tokens.join("ada", "r"));
        assertThat(validate.statusCode()).isEqualTo(400);
        assertThat(validate.body()).contains("identity");
        assertThat(node.get("/rtc/validate?publish=a%00", Tokens.join("ada", "r"))
                        .statusCode())
                .isEqualTo(400);
    }

    private static String described(String claims) {
        long now = Instant.now().getEpochSecond();
        return Tokens.signed(
                "{\"iss\":\"devkey\",\"exp\":" + (now + 60) + ","
                        + (claims.contains("\"video\"") ? "" : "\"video\":" + GRANT + ",") + claims + "}",
                Tokens.SECRET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"sub\":\"\\ud83c\"|identity: half of a character",
                "\"sub\":\"\\u200b\"|identity: nothing of it can be seen",
                "\"sub\":\"a\\u0007\"|identity: control characters (U+0007)",
                "\"sub\":\"a\",\"name\":\"x\\u202ey\"|name: bidirectional control characters (U+202E)",
                "\"sub\":\"a\",\"name\":\"\\u3164\"|name: nothing of it can be seen",
                "\"sub\":\"a\",\"metadata\":\"x\\u0000\"|metadata: control characters (U+0000)",
                "\"sub\":\"a\",\"attributes\":{\"\\ud800\":\"x\"}|attributes: a key: half of a character",
                "\"sub\":\"a\",\"attributes\":{\"k\":\"\\udfff\"}|attributes.k: half of a character",
                "\"sub\":\"a\",\"video\":{\"roomJoin\":true,\"room\":\"\\u2800\"}|room: nothing of it can be seen",
                "\"sub\":\"a\",\"video\":{\"roomJoin\":true,\"room\":\"r\",\"canPublishSources\":[\"camera\",\"webcam\"]}"
                        + "|canPublishSources: expected unknown, camera, microphone, screen_share, screen_share_audio",
            })
    void whatATokenSaysThatCannotBeToldToOthersIsRefusedByItsName(String claims, String sentence) throws Exception {
        refused(400, sentence, described(claims));
    }

    @Test
    void namesAreMeasuredInCharacters() throws Exception {
        String face = "\\ud83d\\ude00";
        refused(404, "requested room does not exist", described("\"sub\":\"a\",\"name\":\"" + face.repeat(256) + "\""));
        refused(400, "name length exceeds limits", described("\"sub\":\"a\",\"name\":\"" + face.repeat(257) + "\""));
        refused(
                404,
                "requested room does not exist",
                described("\"sub\":\"a\",\"name\":\"\",\"metadata\":\"a\\n\\tb\""));
    }

    @Test
    void aHeaderThatIsNoBearerTokenIsRefusedInTheWordsOfLiveKit() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(node.url() + "/rtc/validate"))
                .header("Authorization", "Basic YWRhOnNlY3JldA==")
                .build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("invalid authorization header. Must start with Bearer ");
    }

    @Test
    void plainRequestIsNotFound() throws Exception {
        assertThat(node.get("/rtc", Tokens.join("ada", "r")).statusCode()).isEqualTo(404);
    }

    @Test
    void refusalsAreCounted() throws Exception {
        long before = node.node().signalling().total(SignalCounters.Outcome.REFUSED);
        RawClient.refusal(node.port(), "garbage");
        assertThat(node.node().signalling().total(SignalCounters.Outcome.REFUSED))
                .isEqualTo(before + 1);
    }
}
