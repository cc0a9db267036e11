package org.auralink.media.node.webhooks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.livekit.server.WebhookReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import livekit.LivekitWebhook.WebhookEvent;
import org.auralink.media.node.token.Tokens;

/** An application's HTTP server that takes webhooks, and checks them with LiveKit's SDK. */
final class TestReceiver implements AutoCloseable {
    final List<WebhookEvent> taken = new CopyOnWriteArrayList<>();
    final List<String> types = new CopyOnWriteArrayList<>();
    final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** @param answer the status for an event; it has it when that is 200 */
    TestReceiver(ToIntFunction<WebhookEvent> answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/hook", exchange -> take(exchange, answer));
        server.start();
    }

    private void take(HttpExchange exchange, ToIntFunction<WebhookEvent> answer) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int status = 500;
        try {
            WebhookEvent event = new WebhookReceiver(Tokens.KEY, Tokens.SECRET)
                    .receive(body, exchange.getRequestHeaders().getFirst("Authorization"));
            status = answer.applyAsInt(event);
            if (status == 200) {
                types.add(exchange.getRequestHeaders().getFirst("Content-Type"));
                taken.add(event);
            }
        } catch (RuntimeException | AssertionError e) {
            faults.add(e);
        }
        if (status == 302) {
            exchange.getResponseHeaders().add("Location", url() + "/elsewhere");
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** What it has of a room, in the order in which it came. */
    List<String> of(String room) {
        return taken.stream()
                .filter(event -> event.getRoom().getName().equals(room))
                .map(WebhookEvent::getEvent)
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
