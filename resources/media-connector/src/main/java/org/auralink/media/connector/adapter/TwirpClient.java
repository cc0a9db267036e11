package org.auralink.media.connector.adapter;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import org.auralink.media.connector.MediaNodeException;

/**
 * Calls LiveKit's RoomService over Twirp with JSON bodies, and what our own nodes answer besides. Decides which answers are worth another attempt: a
 * connection fault, a timeout, {@code unavailable} and every 5xx are; what the node refused is not.
 */
final class TwirpClient {

    private static final Set<String> TRANSIENT = Set.of("unavailable", "deadline_exceeded", "internal", "unknown");

    private final HttpClient http;
    private final AccessToken tokens;
    private final Limits limits;

    TwirpClient(HttpClient http, AccessToken tokens, Limits limits) {
        this.http = http;
        this.tokens = tokens;
        this.limits = limits;
    }

    /**
     * Sends one request and waits for its answer.
     *
     * @param method of {@code livekit.RoomService}
     * @param grants the claim {@code video} of the token this request carries
     */
    JsonObject call(NodeAddress node, String method, JsonObject body, JsonObject grants) {
        return call(node, method, body, grants, 0);
    }

    /**
     * As {@link #call(NodeAddress, String, JsonObject, JsonObject)}, for the owner of a room.
     *
     * @param epoch of the room's name, 0 where nobody counts; a stock LiveKit server does not look at it
     */
    JsonObject call(NodeAddress node, String method, JsonObject body, JsonObject grants, long epoch) {
        HttpRequest.Builder request = request(node, "/twirp/livekit.RoomService/" + method, grants)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (epoch > 0) {
            request.header("X-AuraLink-Room-Epoch", Long.toString(epoch));
        }
        return send(method, request.build());
    }

    /**
     * Commands a node of ours, or asks it.
     *
     * @param method of HTTP
     * @param target path and query
     */
    JsonObject command(NodeAddress node, String method, String target, JsonObject grants) {
        return send(
                method + " " + target.replaceAll("\\?.*", ""),
                request(node, target, grants)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build());
    }

    private HttpRequest.Builder request(NodeAddress node, String target, JsonObject grants) {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.uri().resolve(target))
                .timeout(limits.requestTimeout())
                .header("Authorization", "Bearer " + tokens.api(grants, limits.tokenValidity()));
        String traceparent = Traceparent.ofThisThread();
        return traceparent.isEmpty() ? request : request.header("traceparent", traceparent);
    }

    private JsonObject send(String method, HttpRequest request) {
        try {
            long deadline = System.nanoTime() + limits.requestTimeout().toNanos();
            HttpResponse<ByteStream> response = http.send(request, info -> new ByteStream());
            byte[] answer = read(response.body(), deadline);
            return response.statusCode() == 200 ? json(answer) : refuse(method, response.statusCode(), answer);
        } catch (IOException e) {
            throw new MediaNodeException.Unavailable("The media node did not answer " + method + ".", e);
        } catch (InterruptedException e) {
            // The caller's deadline, answered by this exception. A thread that stayed interrupted could not write the
            // response that it has to write next.
            throw new MediaNodeException.Unavailable("Waiting for the media node was interrupted.", e);
        }
    }

    /** The request's own timeout ends with the headers; a node that halts after them would hold the thread for ever. */
    private byte[] read(ByteStream body, long deadline) throws IOException, InterruptedException {
        try (body) {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            while (true) {
                ByteBuffer piece = body.next(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
                if (piece == null) {
                    return answer.toByteArray();
                }
                if (answer.size() + piece.remaining() > limits.responseBytes()) {
                    throw new IOException("the answer is longer than " + limits.responseBytes() + " bytes");
                }
                byte[] bytes = new byte[piece.remaining()];
                piece.get(bytes);
                answer.writeBytes(bytes);
            }
        }
    }

    private static JsonObject json(byte[] bytes) throws IOException {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
            return reader.readObject();
        } catch (JsonException e) {
            throw new IOException("the answer is not a JSON object", e);
        }
    }

    private static JsonObject refuse(String method, int status, byte[] answer) {
        String code = "http_" + status;
        String message = "";
        try {
            JsonObject error = json(answer);
            code = error.getString("code", code);
            message = error.getString("msg", message);
        } catch (IOException notTwirp) {
            // A proxy's page, or no page at all: the status has to do.
        }
        if (code.equals("not_found") || code.equals("http_404")) {
            throw new MediaNodeException.NotFound(method + ": " + message);
        }
        if (TRANSIENT.contains(code) || status >= 500) {
            throw new MediaNodeException.Unavailable(method + ": " + code + " " + message);
        }
        throw new MediaNodeException.Refused(code, method + ": " + message);
    }
}
