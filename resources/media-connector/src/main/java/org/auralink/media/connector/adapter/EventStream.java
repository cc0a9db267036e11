package org.auralink.media.connector.adapter;

import jakarta.json.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.auralink.media.connector.StreamPosition;
import org.jspecify.annotations.Nullable;

/** One open request for a node's events. Used by one thread; {@link #close} may come from another. */
final class EventStream implements AutoCloseable {

    private final ByteStream bytes;
    private final SseParser parser;
    private final Deque<SseMessage> ready = new ArrayDeque<>();
    private final Limits limits;
    private final Clock clock;
    private Instant lastByteAt;

    private EventStream(ByteStream bytes, Limits limits, Clock clock) {
        this.bytes = bytes;
        this.parser = new SseParser(limits.eventBytes());
        this.limits = limits;
        this.clock = clock;
        this.lastByteAt = clock.instant();
    }

    /** Why a node gave no stream although it answered. */
    static final class NoStream extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;

        NoStream(int status) {
            super("the node answered " + status + " to the request for its events");
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** Sends the request for a node's events; the answer is awaited by {@link #await}. */
    static CompletableFuture<HttpResponse<ByteStream>> request(
            HttpClient http, NodeAddress node, AccessToken tokens, Limits limits, @Nullable StreamPosition after) {
        var grants = Json.createObjectBuilder()
                .add("roomList", true)
                .add("roomAdmin", true)
                .build();
        HttpRequest.Builder request = HttpRequest.newBuilder(node.uri().resolve("/auralink/v1/events?quality=true"))
                .timeout(limits.requestTimeout())
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + tokens.api(grants, limits.tokenValidity()));
        if (after != null) {
            request.header("Last-Event-ID", after.headerValue());
        }
        return http.sendAsync(request.build(), info -> new ByteStream());
    }

    /**
     * Waits for the headers of the answer.
     *
     * @throws NoStream when the node answered something else than a stream
     * @throws IOException when it did not answer in time
     */
    static EventStream await(CompletableFuture<HttpResponse<ByteStream>> answer, Limits limits, Clock clock)
            throws IOException, InterruptedException {
        HttpResponse<ByteStream> response;
        try {
            response = answer.get();
        } catch (ExecutionException e) {
            throw new IOException("the node did not answer", e.getCause());
        }
        if (response.statusCode() != 200) {
            response.body().close();
            throw new NoStream(response.statusCode());
        }
        return new EventStream(response.body(), limits, clock);
    }

    /**
     * Waits for the next event.
     *
     * @return {@link SseMessage#SIGN_OF_LIFE} when only a comment or a part of an event came; {@code null} at the end of
     *     the stream
     * @throws ByteStream.Silent when neither an event nor a comment came for too long
     */
    @Nullable
    SseMessage next() throws IOException, InterruptedException {
        if (ready.isEmpty()) {
            ByteBuffer piece = bytes.next(limits.silence());
            if (piece == null) {
                return null;
            }
            lastByteAt = clock.instant();
            ready.addAll(parser.feed(piece));
        }
        return ready.isEmpty() ? SseMessage.SIGN_OF_LIFE : ready.poll();
    }

    /** When the node was last heard. */
    Instant lastByteAt() {
        return lastByteAt;
    }

    @Override
    public void close() {
        bytes.close();
    }
}
