package org.auralink.media.node.organizations;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.auralink.media.node.http.Exchange;

/** Passes signalling on to the node that holds the room. Media takes its own way, straight to that node. */
final class SignalRelay {
    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** An eighth of the connections that a node takes; signalling is a few messages a minute. */
    private static final int MOST = 512;

    private static final String AWAY = "the node of this room does not answer: try again in a moment";

    private final HttpClient http;
    private final Function<Exchange, String> client;
    private final Semaphore places = new Semaphore(MOST);

    /** @param client from which address a request really comes, for the other node, which believes it of its trusted proxies */
    SignalRelay(Function<Exchange, String> client) {
        this.client = client;
        this.http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    }

    /**
     * Opens the same connection there, and answers this one when that is open.
     *
     * @param node {@code ws} or {@code wss} address
     * @param token of that node
     */
    void pass(Exchange exchange, String node, String token) {
        if (!places.tryAcquire()) {
            exchange.text(503, "node has exceeded its configured limit");
            return;
        }
        var relayed = new RelayedSession(places::release);
        http.newWebSocketBuilder()
                .connectTimeout(CONNECT)
                .header("X-Forwarded-For", client.apply(exchange))
                .header("User-Agent", String.valueOf(exchange.header("User-Agent")))
                .buildAsync(target(exchange, node, token), relayed.there())
                .whenComplete((socket, failure) -> {
                    if (failure == null) {
                        relayed.begin(socket);
                        exchange.upgrade(relayed.here());
                    } else {
                        places.release();
                        refuse(exchange, failure);
                    }
                });
    }

    private static void refuse(Exchange exchange, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof WebSocketHandshakeException refused && refused.getResponse() != null) {
            exchange.text(refused.getResponse().statusCode(), "refused by the node of this room");
        } else {
            exchange.text(503, AWAY);
        }
    }

    static URI target(Exchange exchange, String node, String token) {
        Map<String, String> query = exchange.queries();
        query.put("access_token", token);
        String parameters = query.entrySet().stream()
                .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
        return URI.create(node.replaceAll("/+$", "") + exchange.path() + "?" + parameters);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
