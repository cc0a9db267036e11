package org.auralink.media.connector.adapter;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import org.auralink.media.connector.MediaNodeException;
import org.auralink.media.connector.NodeWebhook;
import org.auralink.media.connector.StreamPosition;

/**
 * Reads LiveKit's webhooks: protojson of {@code WebhookEvent}, and in {@code Authorization} a JWT (RFC 7519) with HS256
 * whose claim {@code sha256} is the body's hash in Base64. Holds no state; safe for any number of threads.
 */
final class Webhooks {

    /** As long as clocks differ that somebody looks after; LiveKit's. */
    private static final long LEEWAY_SECONDS = 60;

    private static final int PARTS = 3;

    private final ApiKey key;
    private final Limits limits;
    private final Clock clock;

    Webhooks(ApiKey key, Limits limits, Clock clock) {
        this.key = key;
        this.limits = limits;
        this.clock = clock;
    }

    /** @throws MediaNodeException.Refused when it is not signed with the key, or is no webhook */
    NodeWebhook read(NodeAddress node, String authorization, byte[] body) {
        if (body.length > limits.eventBytes()) {
            throw new MediaNodeException.Refused(
                    "malformed", "expected a webhook of at most " + limits.eventBytes() + " bytes");
        }
        // LiveKit sends the token bare; who looks at the header's form may have added the scheme.
        String token =
                authorization.regionMatches(true, 0, "Bearer ", 0, 7) ? authorization.substring(7) : authorization;
        authenticate(token.strip(), body);
        JsonObject event;
        try {
            event = parse(body);
        } catch (JsonException e) {
            throw malformed();
        }
        String id = WireJson.text(event, "id");
        String name = WireJson.text(event, "event");
        if (id.isEmpty() || name.isEmpty()) {
            throw malformed();
        }
        return new NodeWebhook(
                id,
                EventJson.happened(
                        node.toString(), node.toString(), StreamPosition.NONE, name, event, clock.instant()));
    }

    private void authenticate(String token, byte[] body) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != PARTS) {
            throw unauthenticated();
        }
        try {
            byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
            if (!MessageDigest.isEqual(signature, AccessToken.signature(key, parts[0] + "." + parts[1]))) {
                throw unauthenticated();
            }
            JsonObject header = parse(Base64.getUrlDecoder().decode(parts[0]));
            JsonObject claims = parse(Base64.getUrlDecoder().decode(parts[1]));
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            boolean ofThisBody = MessageDigest.isEqual(
                    Base64.getEncoder().encode(hash),
                    WireJson.text(claims, "sha256").getBytes(StandardCharsets.UTF_8));
            if (!WireJson.text(header, "alg").equals("HS256")
                    || !WireJson.text(claims, "iss").equals(key.key())
                    || !ofThisBody
                    || !isValidNow(claims)) {
                throw unauthenticated();
            }
        } catch (IllegalArgumentException | JsonException e) {
            throw unauthenticated();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private boolean isValidNow(JsonObject claims) {
        Instant now = clock.instant();
        return now.getEpochSecond() - LEEWAY_SECONDS < WireJson.number(claims, "exp")
                && now.getEpochSecond() + LEEWAY_SECONDS >= WireJson.number(claims, "nbf");
    }

    private static JsonObject parse(byte[] json) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(json))) {
            return reader.readObject();
        }
    }

    private static MediaNodeException.Refused unauthenticated() {
        return new MediaNodeException.Refused(
                "unauthenticated", "expected a token of the nodes' API key over this body in Authorization");
    }

    private static MediaNodeException.Refused malformed() {
        return new MediaNodeException.Refused(
                "malformed", "expected LiveKit's WebhookEvent as JSON, with id and event");
    }
}
