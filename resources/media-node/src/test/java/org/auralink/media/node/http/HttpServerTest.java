package org.auralink.media.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.auralink.media.node.Waiting;
import org.auralink.media.node.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HttpServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;
    private Routes routes;

    @BeforeEach
    void start() {
        routes = new Routes()
                .forPages("/")
                .forPages("/rtc")
                .exact("/", exchange -> exchange.text(200, "OK"))
                .exact("/echo", exchange -> exchange.reply(200, "application/octet-stream", exchange.body()))
                .exact("/trusted", new Trusting())
                .exact("/query", exchange -> exchange.text(200, String.valueOf(exchange.query("q"))))
                .exact("/fails", exchange -> {
                    throw new IllegalStateException("on purpose");
                })
                .exact("/socket", exchange -> exchange.upgrade(new Echo()));
        server = HttpServer.start(List.of(InetAddress.getLoopbackAddress()), 0, routes, HttpLimits.DEFAULT);
    }

    private void restart(HttpLimits limits) {
        server.close();
        server = HttpServer.start(List.of(InetAddress.getLoopbackAddress()), 0, routes, limits);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void pagesReadWhatIsForPagesErrorsTooAndNothingElse() throws Exception {
        for (String path : List.of("/", "//", "/rtc", "/rtc?x=/", "/rtc/v1/validate")) {
            assertThat(get(path).headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("*");
        }
        assertThat(get("/rtc/v1/validate").statusCode()).isEqualTo(404);
        for (String path : List.of("/nowhere", "/fails", "/rtcx", "/echo", "/nowhere?/rtc")) {
            assertThat(get(path).headers().map()).doesNotContainKey("access-control-allow-origin");
        }
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(get("/fails").statusCode()).isEqualTo(500);
    }

    @Test
    void preflightAllowsWhatLiveKitsClientsSendAndNothingElse() throws Exception {
        HttpResponse<String> answer = preflight("/rtc/validate");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers")).contains("Authorization");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Methods")).contains("GET, HEAD");
        assertThat(answer.headers().firstValue("Access-Control-Max-Age")).contains("86400");
        assertThat(preflight("/twirp/x").headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
    }

    private HttpResponse<String> preflight(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "authorization,content-type")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void oneOtherEndCannotTakeAllConnections() throws Exception {
        HttpLimits limits = limits(1000, 1000, Duration.ofSeconds(20));
        restart(limits);
        var held = new ArrayList<Socket>();
        try {
            for (int i = 0; i < limits.connectionsOfAddress(); i++) {
                held.add(answered());
            }
            try (var more = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                assertThat(more.getInputStream().read()).isEqualTo(-1);
            }
            held.remove(0).close();
            Waiting.until("a place to be free", Duration.ofSeconds(5), () -> answers(server.port()));
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    /** A connection that stays open and is known to be counted: they are not taken in in the order in which they came. */
    private Socket answered() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        return socket;
    }

    private boolean answers(int port) {
        try {
            return client.send(HttpRequest.newBuilder(uri("/")).build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void repeatedSlashesCollapse() throws Exception {
        assertThat(get("//echo").statusCode()).isEqualTo(200);
        assertThat(get("//").body()).isEqualTo("OK");
    }

    @Test
    void headAnswersWithoutBody() throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(uri("/"))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    private static HttpLimits limits(int connections, int awaitedRequests, Duration request) {
        HttpLimits standard = HttpLimits.DEFAULT;
        return new HttpLimits(
                standard.requestLine(),
                standard.headers(),
                standard.body(),
                standard.trustedBody(),
                standard.message(),
                standard.waitingRequests(),
                standard.unread(),
                standard.unsent(),
                connections,
                Math.max(10, connections / 50),
                awaitedRequests,
                request,
                standard.idleHttp(),
                standard.pingInterval(),
                standard.silentSocket(),
                standard.goodbye());
    }

    private int post(String path, int size) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(uri(path))
                                .header("Secret", "known")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[size]))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** The answer to a body that is announced and not sent. */
    private String announce(String path, int size, String secret) throws IOException {
        return raw("POST " + path + " HTTP/1.1\r\nHost: x\r\nSecret: " + secret + "\r\nContent-Length: " + size
                + "\r\n\r\n");
    }

    @Test
    void strangersBodyIsRefusedAboveSixtyFourKilobytes() throws Exception {
        assertThat(post("/echo", 64 * 1024)).isEqualTo(200);
        assertThat(announce("/echo", 64 * 1024 + 1, "known")).startsWith("HTTP/1.1 413");
        assertThat(announce("/nowhere", 64 * 1024 + 1, "known")).startsWith("HTTP/1.1 413");
        assertThat(announce("/trusted", 64 * 1024 + 1, "guessed")).startsWith("HTTP/1.1 413");
    }

    @Test
    void refusedBodyIsAnsweredAfterTheRequestBeforeIt() throws Exception {
        assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\n\r\n"
                        + "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 99999\r\n\r\n"))
                .containsSubsequence("HTTP/1.1 200", "OK", "HTTP/1.1 413");
    }

    @Test
    void bodyWithoutAnnouncedLengthIsRefusedAtTheSameSize() throws Exception {
        String head = "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertThat(raw(head + "8000\r\n" + "x".repeat(0x8000) + "\r\n8001\r\n" + "x".repeat(0x8001) + "\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void trustedBodyIsAcceptedUpToFourMegabytes() throws Exception {
        assertThat(post("/trusted", 4 * 1024 * 1024)).isEqualTo(200);
        assertThat(announce("/trusted", 4 * 1024 * 1024 + 1, "known")).startsWith("HTTP/1.1 413");
    }

    @Test
    @Timeout(30)
    void requestThatIsNotCompleteInTimeEndsItsConnection() throws Exception {
        restart(limits(10, 10, Duration.ofMillis(200)));
        assertThat(raw("GET / HTT")).isEmpty();
        assertThat(raw("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf"))
                .isEmpty();
        assertThat(get("/").body()).isEqualTo("OK");
    }

    @Test
    @Timeout(30)
    void connectionsAreLimitedInTotalAndWebSocketsAmongThem() throws Exception {
        restart(limits(1, 10, Duration.ofMinutes(1)));
        var socket = client.newWebSocketBuilder()
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + server.port() + "/socket"),
                        new Client(new CompletableFuture<>()))
                .get(5, TimeUnit.SECONDS);
        try (var refused = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            assertThat(refused.getInputStream().read()).isEqualTo(-1);
        }
        socket.abort();
    }

    @Test
    void queryOfSixtyKilobytesIsAccepted() throws Exception {
        assertThat(get("/query?q=" + "a".repeat(60_000)).body()).hasSize(60_000);
        assertThat(get("/query?q=" + "a".repeat(70_000)).statusCode()).isEqualTo(414);
    }

    @Test
    void malformedEscapesAreABadRequest() throws Exception {
        assertThat(raw("GET /query?q=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(raw("GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        String answer = raw("GET /query?q=one HTTP/1.1\r\nHost: x\r\n\r\n"
                + "GET /query?q=two HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer).containsSubsequence("one", "HTTP/1.1 200", "two");
    }

    @Test
    void aMegabyteOfGarbageLeavesTheServerServing() throws Exception {
        byte[] garbage = new byte[1024 * 1024];
        new Random(3).nextBytes(garbage);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(garbage);
        } catch (SocketException e) {
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe).*");
        }
        assertThat(get("/").body()).isEqualTo("OK");
    }

    @Test
    void takenPortIsNamed() {
        assertThatThrownBy(() -> HttpServer.start(
                        List.of(InetAddress.getLoopbackAddress()), server.port(), new Routes(), HttpLimits.DEFAULT))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("port: " + server.port() + " is taken");
    }

    @Test
    void messagesLargerThanTwoMebibytesCloseTheSocket() throws Exception {
        var closed = new CompletableFuture<Integer>();
        var socket = client.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/socket"), new Client(closed))
                .get(5, TimeUnit.SECONDS);
        socket.sendBinary(ByteBuffer.wrap(new byte[2 * 1024 * 1024 + 1]), true);

        assertThat(closed.get(5, TimeUnit.SECONDS)).isIn(WebSocket.TOO_BIG, 1006);
    }

    @Test
    void messagesAreEchoedInOrder() throws Exception {
        var received = new CompletableFuture<String>();
        var text = new StringBuilder();
        var socket = client.newWebSocketBuilder()
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + server.port() + "/socket"),
                        new java.net.http.WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(
                                    java.net.http.WebSocket from, CharSequence data, boolean last) {
                                text.append(data);
                                if (text.toString().endsWith("end")) {
                                    received.complete(text.toString());
                                }
                                from.request(1);
                                return null;
                            }
                        })
                .get(5, TimeUnit.SECONDS);
        socket.sendText("a", true).join();
        socket.sendText("b", true).join();
        socket.sendText("end", true).join();

        assertThat(received.get(5, TimeUnit.SECONDS)).isEqualTo("abend");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private record Client(CompletableFuture<Integer> closed) implements java.net.http.WebSocket.Listener {
        @Override
        public CompletionStage<?> onClose(java.net.http.WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(java.net.http.WebSocket socket, Throwable error) {
            closed.complete(1006);
        }
    }

    private static final class Trusting implements Route {
        @Override
        public void handle(Exchange exchange) {
            exchange.empty(200);
        }

        @Override
        public boolean trusts(Exchange head) {
            return "known".equals(head.header("Secret"));
        }
    }

    private static final class Echo implements WebSocketListener {
        private WebSocket socket;

        @Override
        public void onOpen(WebSocket opened) {
            socket = opened;
        }

        @Override
        public void onBinary(byte[] message) {
            socket.sendBinary(message);
        }

        @Override
        public boolean onFrame(int bytes) {
            return true;
        }

        @Override
        public void onText(byte[] message) {
            socket.sendText(new String(message, StandardCharsets.UTF_8));
        }

        @Override
        public void onClosed() {
            socket = null;
        }
    }
}
