package org.auralink.webhooks.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLSocketFactory;
import org.auralink.webhooks.entity.Answer;
import org.auralink.webhooks.entity.Limits;
import org.auralink.webhooks.entity.SigningSecret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one request does, with real connections. */
class ReceiverTest {
    private static final byte[] BODY = "{\"event\":\"webhook.test\"}".getBytes(StandardCharsets.UTF_8);
    private static final String LOOPBACK = "127.0.0.0/8";
    private static final Duration SHORT = Duration.ofMillis(300);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<String> asked = new ArrayList<>();

    @AfterEach
    void stop() {
        clock.shutdownNow();
    }

    private Receiver receiver(String allowed, Names names, Duration patience) {
        return new Receiver(
                AddressRules.allowing(allowed),
                host -> {
                    asked.add(host);
                    return names.resolve(host);
                },
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                clock,
                patience);
    }

    private Answer post(Receiver receiver, String url) {
        return receiver.post(URI.create(url), BODY, "signature", new Receiver.EventHeaders("id-1", "webhook.test"));
    }

    private Answer answered(String text) throws IOException {
        try (var server = ScriptedReceiver.answering(text)) {
            return post(receiver(LOOPBACK, Names.SYSTEM, SHORT), server.url());
        }
    }

    @Test
    void theRequestHasBodySignatureAndHeadersAndIsAnsweredByItsStatus() throws IOException {
        try (var server = ScriptedReceiver.answering("HTTP/1.1 204 No Content\r\n\r\n")) {
            Answer answer = post(receiver(LOOPBACK, Names.SYSTEM, Limits.ANSWER), server.url() + "in?key=a%20b");
            assertThat(answer.isSuccess()).isTrue();
            assertThat(answer.status()).isEqualTo(204);
            assertThat(server.request())
                    .startsWith("POST /in?key=a%20b HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n")
                    .contains("\r\nAuthorization: signature\r\n")
                    .contains("\r\nContent-Type: application/webhook+json\r\n")
                    .contains("\r\nX-AuraLink-Event: webhook.test\r\nX-AuraLink-Event-Id: id-1\r\n")
                    .endsWith("\r\n\r\n" + new String(BODY, StandardCharsets.UTF_8));
        }
    }

    @Test
    void whatIsNotTheWholeOfSuccessIsAFailureAndInterimAnswersAreNone() throws IOException {
        assertThat(answered(
                                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n")
                        .isSuccess())
                .isTrue();
        assertThat(answered("HTTP/1.0 200\r\n\r\n").isSuccess()).isTrue();
        assertThat(answered("HTTP/1.1 500 Oops\r\n\r\n").problem()).isEqualTo("The receiver answered 500.");
        assertThat(answered("HTTP/1.1 410 Gone\r\n\r\n").status()).isEqualTo(410);
    }

    @Test
    void redirectsAreNotFollowed() throws IOException {
        try (var inside = ScriptedReceiver.answering("HTTP/1.1 200 OK\r\n\r\n");
                var server = ScriptedReceiver.answering(
                        "HTTP/1.1 307 Temporary Redirect\r\nLocation: " + inside.url() + "\r\n\r\n")) {
            Answer answer = post(receiver(LOOPBACK, Names.SYSTEM, Limits.ANSWER), server.url());
            assertThat(answer.isSuccess()).isFalse();
            assertThat(answer.problem()).contains("redirects are not followed");
            assertThat(inside.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 999 ?\r\n\r\n",
                "HTTP/1.1 20 OK\r\n\r\n",
                "\r\n\r\n",
                "",
                "HTTP/1.1 2",
                "HTTP/1.1 100 Continue\r\n\r\n"
            })
    void whatIsNoAnswerIsAFailure(String text) throws IOException {
        Answer answer = answered(text);
        assertThat(answer.isSuccess()).isFalse();
        assertThat(answer.status()).isZero();
        assertThat(answer.problem()).contains("receiver ").doesNotContain("127.0.0.1");
    }

    @Test
    void noMoreIsReadThanTheHeadOfAnAnswer() throws IOException {
        assertThat(answered("HTTP/1.1 100 Continue\r\nX: " + "x".repeat(Limits.ANSWER_BYTES)
                                + "\r\n\r\nHTTP/1.1 200 OK\r\n\r\n")
                        .problem())
                .contains("more than 16384 bytes");
    }

    @Test
    void whoSaysNothingOrAByteNowAndThenIsCutOff() throws IOException {
        try (var silent = ScriptedReceiver.silent();
                var dripping = ScriptedReceiver.dripping()) {
            for (var server : List.of(silent, dripping)) {
                assertThat(post(receiver(LOOPBACK, Names.SYSTEM, SHORT), server.url())
                                .problem())
                        .startsWith("The receiver did not answer within");
            }
        }
    }

    @Test
    void nobodyIsAskedWhoseAddressIsNotPermitted() throws IOException {
        try (var server = ScriptedReceiver.answering("HTTP/1.1 200 OK\r\n\r\n")) {
            Receiver receiver = receiver("", Names.SYSTEM, Limits.ANSWER);
            String port = ":" + server.port() + "/";
            for (String host : List.of("127.0.0.1", "localhost", "2130706433", "[::1]", "[::ffff:127.0.0.1]")) {
                for (String scheme : List.of("http://", "https://")) {
                    Answer answer = post(receiver, scheme + host + port);
                    assertThat(answer.isSuccess()).as(scheme + host).isFalse();
                    assertThat(answer.problem()).as(scheme + host).contains("none of the public internet");
                }
            }
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void aNameIsLookedUpOnceSoItCannotLeadElsewhereAfterItWasLookedAt() throws IOException {
        try (var server = ScriptedReceiver.answering("HTTP/1.1 200 OK\r\n\r\n")) {
            // A name that leads to the allowed address once, and then to one that is not.
            List<InetAddress> rebinding =
                    new ArrayList<>(List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("127.0.0.2")));
            Receiver receiver = receiver("127.0.0.1", host -> List.of(rebinding.remove(0)), Limits.ANSWER);
            String url = "http://hooks.example:" + server.port() + "/";
            assertThat(post(receiver, url).isSuccess()).isTrue();
            assertThat(asked).containsExactly("hooks.example");
            assertThat(server.request()).contains("\r\nHost: hooks.example:" + server.port() + "\r\n");

            assertThat(post(receiver, url).problem()).contains("none of the public internet");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void ofTheAddressesOfANameOnlyThosePermittedAreTried() throws IOException {
        try (var server = ScriptedReceiver.answering("HTTP/1.1 200 OK\r\n\r\n")) {
            Names several = host -> List.of(
                    InetAddress.getByName("10.0.0.1"),
                    InetAddress.getByName("127.0.0.3"),
                    InetAddress.getByName("127.0.0.1"));
            Receiver receiver = receiver(LOOPBACK, several, Limits.ANSWER);
            // Nothing listens at 127.0.0.3.
            assertThat(post(receiver, "http://hooks.example:" + server.port() + "/")
                            .isSuccess())
                    .isTrue();
        }
    }

    @Test
    void overThePublicInternetNothingIsSentInClearText() {
        Names somewhere = host -> List.of(InetAddress.getByName("93.184.216.34"));
        assertThat(post(receiver(LOOPBACK, somewhere, SHORT), "http://example.org/")
                        .problem())
                .contains("by https only");
    }

    @Test
    void aNameThatLeadsNowhereIsAFailure() {
        Names nowhere = host -> {
            throw new UnknownHostException(host);
        };
        assertThat(post(receiver(LOOPBACK, nowhere, SHORT), "https://example.org/")
                        .problem())
                .isEqualTo("The receiver's name leads to no address.");
    }

    @Test
    void aSecureReceiverIsAskedByItsNameAndCheckedByItAtTheAddressThatWasLookedAt(@TempDir Path directory)
            throws Exception {
        try (var server = ScriptedReceiver.secure(directory, "hooks.example", "HTTP/1.1 200 OK\r\n\r\n")) {
            Names here = host -> List.of(InetAddress.getByName("127.0.0.1"));
            var receiver = new Receiver(AddressRules.allowing(LOOPBACK), here, server.trusting(), clock, Limits.ANSWER);
            assertThat(post(receiver, "https://hooks.example:" + server.port() + "/")
                            .isSuccess())
                    .isTrue();
            assertThat(server.serverName()).isEqualTo("hooks.example");
            assertThat(post(receiver, "https://other.example:" + server.port() + "/")
                            .problem())
                    .contains("certificate");
            assertThat(post(receiver, "https://127.0.0.1:" + server.port() + "/")
                            .problem())
                    .contains("certificate");
            var trustingNobody = new Receiver(
                    AddressRules.allowing(LOOPBACK),
                    here,
                    (SSLSocketFactory) SSLSocketFactory.getDefault(),
                    clock,
                    Limits.ANSWER);
            assertThat(post(trustingNobody, "https://hooks.example:" + server.port() + "/")
                            .problem())
                    .contains("certificate");
        }
    }

    @Test
    void aReceiverThatRefusesTheNewSecretIsAskedWithTheOldOneAtOnce() throws IOException {
        var now = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);
        UUID endpoint = UUID.randomUUID();
        var fresh = new SigningSecret("whsec_new");
        var old = new SigningSecret("whsec_old");
        String expected = Signature.of(endpoint, old, BODY, now.instant());
        try (var server = ScriptedReceiver.choosing(request ->
                request.contains(expected) ? "HTTP/1.1 200 OK\r\n\r\n" : "HTTP/1.1 401 Unauthorized\r\n\r\n")) {
            var sending = new Sending(receiver(LOOPBACK, Names.SYSTEM, Limits.ANSWER), now);
            var headers = new Receiver.EventHeaders("id-1", "webhook.test");
            URI url = URI.create(server.url());
            assertThat(sending.send(endpoint, url, BODY, List.of(fresh, old), headers)
                            .isSuccess())
                    .isTrue();
            assertThat(server.connections()).isEqualTo(2);
            assertThat(sending.send(endpoint, url, BODY, List.of(fresh), headers)
                            .status())
                    .isEqualTo(401);
        }
    }
}
