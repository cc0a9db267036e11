package org.auralink.media.node.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.auralink.media.node.token.TokenException;
import org.jspecify.annotations.Nullable;

/** One request and the way to answer it. Replies may come from any thread; only the first one counts. */
public final class Exchange {
    private static final String BEARER = "Bearer ";

    private final RequestHandler connection;
    private final String method;
    private final String path;
    private final Map<String, List<String>> parameters;
    private final HttpHeaders headers;
    private final byte[] body;
    private final AtomicBoolean answered;
    private final @Nullable String exchanged;

    /** @throws IllegalArgumentException when the request target is not a well-formed path and query */
    Exchange(RequestHandler connection, String method, String target, HttpHeaders headers, byte[] body) {
        this.connection = connection;
        this.method = method;
        this.headers = headers;
        this.body = body;
        int question = target.indexOf('?');
        String rawPath = question < 0 ? target : target.substring(0, question);
        this.path = QueryStringDecoder.decodeComponent(rawPath.replaceAll("/{2,}", "/"));
        this.parameters = question < 0
                ? Map.of()
                : new QueryStringDecoder(target.substring(question + 1), StandardCharsets.UTF_8, false).parameters();
        this.answered = new AtomicBoolean();
        this.exchanged = null;
    }

    private Exchange(Exchange from, String exchanged) {
        connection = from.connection;
        method = from.method;
        path = from.path;
        parameters = from.parameters;
        headers = from.headers;
        body = from.body;
        answered = from.answered;
        this.exchanged = exchanged;
    }

    /** The same request with another token than it came with, which somebody gave for that; it is answered once all the same. */
    public Exchange presenting(String token) {
        return new Exchange(this, token);
    }

    /** The request's method, in capitals. */
    public String method() {
        return method;
    }

    /** The decoded path with repeated slashes collapsed. */
    public String path() {
        return path;
    }

    /** The first value of a query parameter, null when it is absent. */
    public @Nullable String query(String name) {
        List<String> values = parameters.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** The value of a header, null when it is absent. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** All values of a header in their order, empty when it is absent. */
    public List<String> headers(String name) {
        return headers.getAll(name);
    }

    /** The names of all headers, as the client spells them. */
    public Set<String> headerNames() {
        return headers.names();
    }

    /** The other end of the connection: the client, or a proxy. */
    public InetAddress peer() {
        return connection.peer();
    }

    /** Runs {@code action} when the connection is gone, also when that is the case already. */
    public void whenGone(Runnable action) {
        connection.whenGone(action);
    }

    /** The body, empty when there is none; not to be changed. */
    public byte[] body() {
        return body;
    }

    /** Whether the client asks for a WebSocket. */
    public boolean wantsWebSocket() {
        return method.equals("GET")
                && headers.containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)
                && headers.containsValue(HttpHeaderNames.UPGRADE, "websocket", true);
    }

    /**
     * The access token: from the Authorization header, else from the query, which is all a browser's WebSocket can set.
     *
     * @return null when there is none
     * @throws TokenException when there is a header which is not a bearer token
     */
    public @Nullable String token() throws TokenException {
        if (exchanged != null) {
            return exchanged;
        }
        String header = header("Authorization");
        if (header == null) {
            return query("access_token");
        }
        // Names of schemes have no case (RFC 9110, 11.1).
        if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new TokenException("invalid authorization header. Must start with " + BEARER);
        }
        return header.substring(BEARER.length()).strip();
    }

    /** Answers with a sentence for people, as UTF-8. */
    public void text(int status, String body) {
        reply(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** Answers with a status and nothing else. */
    public void empty(int status) {
        reply(status, "", new byte[0], Map.of());
    }

    /** Answers 404 without a body; clients that find a text there take it for a missing room. */
    public void notFound() {
        empty(404);
    }

    /** Answers with content of this type; an empty type for none. */
    public void reply(int status, String contentType, byte[] content) {
        reply(status, contentType, content, Map.of());
    }

    /** Answers with content of this type and further headers, which replace those of the same name. */
    public void reply(int status, String contentType, byte[] content, Map<String, String> extraHeaders) {
        if (answered.compareAndSet(false, true)) {
            connection.reply(this, status, contentType, content, extraHeaders);
        }
    }

    /**
     * Starts an endless response of this content type.
     *
     * @param started receives the stream on the connection's thread; never called when the connection is gone
     */
    public void stream(String contentType, Consumer<EventStream> started) {
        if (answered.compareAndSet(false, true)) {
            connection.stream(this, contentType, started);
        }
    }

    /** Completes the WebSocket upgrade; when the client is gone meanwhile, only {@code onClosed} is called. */
    public void upgrade(WebSocketListener listener) {
        if (answered.compareAndSet(false, true)) {
            connection.upgrade(this, listener);
        } else {
            listener.onClosed();
        }
    }

    HttpHeaders requestHeaders() {
        return headers;
    }

    /** Query parameters by first value, for translation as a whole. */
    public Map<String, String> queries() {
        var result = new LinkedHashMap<String, String>();
        parameters.forEach((name, values) -> {
            if (!values.isEmpty()) {
                result.put(name, values.get(0));
            }
        });
        return result;
    }
}
