package org.auralink.media.connector.adapter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Speaks a node's side of the wire as far as the test at hand says. */
final class FakeNode implements AutoCloseable {

    record Request(String path, String body, String token, String lastEventId, String epoch, String line) {}

    record Answer(int status, String body) {}

    /** A stream that the subscription has opened and that the test writes to. */
    final class Stream {
        private final OutputStream out;

        Stream(OutputStream out) {
            this.out = out;
        }

        Stream greet(String boot, long oldest, long last) {
            return write("event: node\ndata: {\"node_id\":\"ND_1\",\"boot_id\":\"" + boot + "\",\"oldest_sequence\":"
                    + oldest + ",\"last_sequence\":" + last + "}\n\n");
        }

        Stream joined(String boot, long sequence, String participant) {
            return write("id: " + boot + ":" + sequence + "\nevent: participant_joined\ndata: {\"event\":"
                    + "\"participant_joined\",\"createdAt\":\"1760000000\",\"room\":{\"sid\":\"RM_1\",\"name\":\"r\"},"
                    + "\"participant\":{\"sid\":\"" + participant + "\",\"identity\":\"ann\"}}\n\n");
        }

        Stream write(String text) {
            try {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return this;
        }

        void breakOff() {
            try {
                out.close();
            } catch (IOException e) {
                // It is broken, which is what was asked for.
            }
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Queue<Answer>> answers = new ConcurrentHashMap<>();
    final List<Request> requests = new CopyOnWriteArrayList<>();
    final Queue<Stream> streams = new ConcurrentLinkedQueue<>();
    volatile int eventsStatus = 200;
    /** Whether answers lack their last byte and do not end. */
    volatile boolean halts;

    private FakeNode(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    static FakeNode start() throws IOException {
        return new FakeNode(0);
    }

    /** Answers where another one did. */
    static FakeNode startAt(NodeAddress address) throws IOException {
        return new FakeNode(address.uri().getPort());
    }

    NodeAddress address() {
        return NodeAddress.of("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The next call of the method gets this answer; the last one given is repeated. */
    FakeNode answer(String method, int status, String body) {
        String path = method.equals("drain") ? "/auralink/v1/drain" : "/twirp/livekit.RoomService/" + method;
        answers.computeIfAbsent(path, name -> new ArrayDeque<>()).add(new Answer(status, body));
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        requests.add(new Request(
                path,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                authorization == null ? "" : authorization.replace("Bearer ", ""),
                String.valueOf(exchange.getRequestHeaders().getFirst("Last-Event-ID")),
                String.valueOf(exchange.getRequestHeaders().getFirst("X-AuraLink-Room-Epoch")),
                exchange.getRequestMethod() + " " + exchange.getRequestURI()));
        if (path.equals("/auralink/v1/events") && eventsStatus == 200) {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            streams.add(new Stream(exchange.getResponseBody()));
            return;
        }
        Queue<Answer> prepared = answers.get(path);
        Answer answer = path.equals("/auralink/v1/events")
                ? new Answer(eventsStatus, "")
                : prepared == null ? new Answer(404, "") : prepared.size() > 1 ? prepared.poll() : prepared.peek();
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        if (halts) {
            exchange.sendResponseHeaders(answer.status(), body.length + 1L);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
            return;
        }
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
