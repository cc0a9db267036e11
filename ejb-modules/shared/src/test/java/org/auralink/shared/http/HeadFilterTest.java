package org.auralink.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.RequestExecutorProvider;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In front of the server's own reader of HTTP, as in Payara. */
class HeadFilterTest {
    private static final Map<String, String> HEADERS =
            Map.of("X-Content-Type-Options", "nosniff", "Cache-Control", "no-store");

    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";
    private static final String LAST = "GET /last HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private static final int THREADS = 4;

    /** Requests of one connection: their answers are six times what the system has room for, 4 MB usually. */
    private static final int ASKED = 200;

    private static final int LONG = 1 << 17;

    /** Of those with long answers. */
    private static final AtomicInteger SERVED = new AtomicInteger();

    private static HttpServer server;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        server = serve(new HeadFilter(new OwnAnswer(HEADERS), Duration.ofMinutes(1), () -> {}));
        port = server.getListener("web").getPort();
    }

    private static HttpServer serve(HeadFilter filter) throws IOException {
        var server = new HttpServer();
        var listener = new NetworkListener("web", "127.0.0.1", 0);
        listener.registerAddOn((none, chain) -> chain.add(chain.indexOfType(HttpServerFilter.class), filter));
        listener.getTransport()
                .setWorkerThreadPoolConfig(ThreadPoolConfig.defaultConfig()
                        .setPoolName("web")
                        .setCorePoolSize(THREADS)
                        .setMaxPoolSize(THREADS));
        listener.getKeepAlive().setMaxRequestsCount(-1);
        server.addListener(listener);
        server.getServerConfiguration().addHttpHandler(new Application(), "/");
        server.start();
        return server;
    }

    @AfterAll
    static void stop() {
        server.shutdownNow();
    }

    /** Before the server stops: where it is tried again, it is served, and the server's own words would say that it failed. */
    @Test
    void nobodyNewIsLetInThenWhoIsThereIsServedAndThenNothingMoreIsAnswered() throws IOException {
        var filter = new HeadFilter(new OwnAnswer(HEADERS), Duration.ofMinutes(1), () -> {});
        HttpServer stopping = serve(filter);
        int at = stopping.getListener("web").getPort();
        byte[] request = ("POST /echo" + HOST + "Content-Length: 5\r\n\r\nhello").getBytes(StandardCharsets.ISO_8859_1);
        try (var there = new Socket("127.0.0.1", at)) {
            there.getOutputStream().write(request);
            assertThat(there.getInputStream().read()).isEqualTo('H');

            filter.takeNobodyNew();
            untilNobodyIsLetIn(at);
            there.getOutputStream().write(request);
            assertThat(readUntil(there, "hello", 2)).contains("TTP/1.1 200").contains("HTTP/1.1 200");

            filter.takeNothingMore();
            there.getOutputStream().write(request);
            assertThat(there.getInputStream().read()).isEqualTo(-1);
        } finally {
            stopping.shutdownNow();
        }
    }

    /** The selector's thread closes the port, at its next turn. */
    private static void untilNobodyIsLetIn(int port) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() - deadline < 0) {
            try (var stranger = new Socket("127.0.0.1", port)) {
                assertThat(stranger.isConnected()).isTrue();
            } catch (ConnectException e) {
                return;
            }
        }
        throw new AssertionError("Connections are still taken");
    }

    /** Until something has come so many times. */
    private static String readUntil(Socket socket, String last, int times) throws IOException {
        var read = new StringBuilder();
        while (read.toString().split(last, -1).length <= times) {
            int one = socket.getInputStream().read();
            assertThat(one).as("behind " + read).isNotNegative();
            read.append((char) one);
        }
        return read.toString();
    }

    @Test
    void whatIsSoundIsServedAsItWasSent() {
        assertThat(ask("POST /echo" + HOST + "Content-Length: 5\r\n\r\nhello" + "POST /echo" + HOST
                        + "Transfer-Encoding: chunked\r\n\r\n2\r\nwo\r\n3\r\nrld\r\n0\r\nA: b\r\n\r\n" + LAST))
                .containsSubsequence("HTTP/1.1 200", "hello", "HTTP/1.1 200", "world", "HTTP/1.1 200", "last");
    }

    @Test
    void aBodyThatComesInPiecesIsServed() throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            for (String piece : List.of("PO", "ST /echo" + HOST, "Content-Len", "gth: 5\r\n\r", "\nhe", "llo" + LAST)) {
                socket.getOutputStream().write(piece.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
            }
            assertThat(read(socket)).containsSubsequence("HTTP/1.1 200", "hello", "HTTP/1.1 200", "last");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\r\n",
                "GET /\r\n\r\n",
                "GET /api/v1/calls HTTP/1.1\r\n\r\n",
                "GET /api/v1/%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "POST /api/v1/calls HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            })
    void whatIsNoRequestIsRefusedInOurWordsAndNothingBehindItIsServed(String request) {
        String answer = ask(request + LAST);
        assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContain("last");
        assertOurs(answer);
        if (request.contains("/api/")) {
            assertThat(answer).contains("application/problem+json", "\"trace_id\":");
        }
    }

    @Test
    void chunksThatGoWrongOnTheWayAreRefusedInOurWords() throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            String begin = "POST /auth/v1/token" + HOST + "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n";
            socket.getOutputStream().write(begin.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            socket.getOutputStream().write("2\nab\r\n".getBytes(StandardCharsets.ISO_8859_1));
            String answer = read(socket);
            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"msg\":");
            assertOurs(answer);
        }
    }

    @Test
    void aHeadThatIsTooLongIsAnsweredWhenAllOfItIsSent() {
        String answer = ask("GET /" + "a".repeat(200_000) + HOST + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 414 ");
        assertOurs(answer);
    }

    @Test
    void aRefusalComesBehindTheAnswersToEarlierRequests() {
        String answer = ask("POST /echo" + HOST + "Content-Length: 5\r\n\r\nfirst" + "BREW / HTTP/1.1\r\n\r\n");
        assertThat(answer).containsSubsequence("HTTP/1.1 200", "first", "HTTP/1.1 405", "Allow: GET, HEAD");
    }

    @Test
    void anAnswerThatTheServerMadeByItselfIsReplacedOrCompleted() {
        String refused = ask("GET /bare/404" + HOST + "\r\n" + LAST);
        assertThat(refused)
                .startsWith("HTTP/1.1 404 ")
                .contains("There is nothing at this address.")
                .doesNotContain("of the server")
                .endsWith("/last");
        assertOurs(refused);

        String served = ask("GET /bare/200" + HOST + "Connection: close\r\n\r\n");
        assertThat(served).startsWith("HTTP/1.1 200 ").contains("of the server");
        assertOurs(served);
    }

    @Test
    void aRedirectOfTheServerAloneLeadsNowhere() {
        String answer = ask("GET /bare/301" + HOST + "\r\n" + LAST);
        assertThat(answer)
                .startsWith("HTTP/1.1 404 Not Found\r\n")
                .doesNotContainIgnoringCase("location:")
                .doesNotContain("of the server")
                .endsWith("/last");
        assertOurs(answer);
    }

    @Test
    void whoAsksForTheHeadAloneGetsNoBodyOfARefusal() {
        assertThat(ask("HEAD /bare/404" + HOST + "\r\n" + LAST))
                .startsWith("HTTP/1.1 404 ")
                .contains("\r\n\r\nHTTP/1.1 200 ")
                .endsWith("/last");
    }

    /** More connections than the server has threads; each is served no further than the system has room for its answers. */
    @Test
    void whoAsksOnAndOnAndTakesNoAnswersIsNotServedUntilTheyAreTakenAndThenWhole() throws IOException {
        String asked = ("GET /long" + HOST + "\r\n").repeat(ASKED);
        List<Socket> stuck = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * THREADS; i++) {
                var socket = new Socket();
                socket.setReceiveBufferSize(8192);
                socket.connect(new InetSocketAddress("127.0.0.1", port));
                stuck.add(socket);
                socket.getOutputStream().write(asked.getBytes(StandardCharsets.ISO_8859_1));
                assertThat(ask(LAST)).endsWith("/last");
            }
            assertThat(SERVED.get()).isLessThan(stuck.size() * ASKED / 2);
            for (Socket socket : stuck.subList(0, 2)) {
                socket.getOutputStream().write(LAST.getBytes(StandardCharsets.ISO_8859_1));
                String answers = read(socket);
                assertThat(answers.split("HTTP/1.1 200")).hasSize(ASKED + 2);
                assertThat(answers).endsWith("/last");
            }
        } finally {
            for (Socket socket : stuck) {
                socket.close();
            }
        }
    }

    private static void assertOurs(String answer) {
        assertThat(answer).contains("X-Content-Type-Options: nosniff\r\n", "Cache-Control: no-store\r\n");
    }

    private static String ask(String text) {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return read(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Until the server closes. */
    private static String read(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Answers as the application does, or below /bare as the server does by itself. */
    private static final class Application extends HttpHandler {
        /** As Payara's does. */
        @Override
        public RequestExecutorProvider getRequestExecutorProvider() {
            return new RequestExecutorProvider.SameThreadProvider();
        }

        @Override
        public void service(Request request, Response response) throws Exception {
            String path = request.getRequestURI();
            if (path.startsWith("/bare/")) {
                response.setStatus(Integer.parseInt(path.substring("/bare/".length())));
                response.setHeader("Location", "http://" + request.getHeader("Host") + "/bare/");
                response.getWriter().write("of the server");
                return;
            }
            HEADERS.forEach(response::setHeader);
            if (path.equals("/long")) {
                SERVED.incrementAndGet();
                response.getOutputStream().write(new byte[LONG]);
                return;
            }
            byte[] body = request.getInputStream().readAllBytes();
            response.getOutputStream().write(body.length == 0 ? path.getBytes(StandardCharsets.US_ASCII) : body);
        }
    }
}
