package org.auralink.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.auralink.calls.boundary.LiveKitEntrant;
import org.auralink.media.connector.JoinPermissions;
import org.auralink.shared.Refusal;
import org.auralink.shared.web.Json;

/**
 * A token that one of LiveKit's SDKs signed with an organization's key: JWT with HS256 (RFC 7519, RFC 7515), issuer = API key,
 * grants in the claim {@code video}. Says nothing until its signature was checked; does not print itself.
 */
final class LiveKitToken {
    private static final ObjectMapper JSON = Json.lenient();

    /** Longer than any token in an address; LiveKit's with metadata have some kilobytes. */
    private static final int MOST_CHARACTERS = 16_384;

    /** Clocks of back ends differ from ours; as much as the media node allows. */
    private static final Duration LEEWAY = Duration.ofSeconds(60);

    private static final Set<String> SOURCES = Set.of("camera", "microphone", "screen_share", "screen_share_audio");

    private final String signed;
    private final byte[] signature;
    private final JsonNode claims;

    private LiveKitToken(String signed, byte[] signature, JsonNode claims) {
        this.signed = signed;
        this.signature = signature;
        this.claims = claims;
    }

    /**
     * Takes a token apart, of which nothing is to be believed yet.
     *
     * @throws org.auralink.shared.RefusedException not authenticated
     */
    static LiveKitToken parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3 || text.length() > MOST_CHARACTERS) {
            throw refused("it is no token of a LiveKit SDK.");
        }
        try {
            Base64.Decoder base64 = Base64.getUrlDecoder();
            JsonNode header = JSON.readTree(base64.decode(parts[0]));
            JsonNode claims = JSON.readTree(base64.decode(parts[1]));
            if (!header.path("alg").asText().equals("HS256") || header.has("crit") || !claims.isObject()) {
                throw refused("it must be signed with HS256.");
            }
            return new LiveKitToken(parts[0] + "." + parts[1], base64.decode(parts[2]), claims);
        } catch (IllegalArgumentException | IOException e) {
            throw refused("it is no token of a LiveKit SDK.");
        }
    }

    /** By which the key is found that it says to be signed with. */
    String apiKey() {
        return text(claims, "iss");
    }

    /** Whether it was signed with that secret. */
    boolean isSignedWith(String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return MessageDigest.isEqual(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)), signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** @throws org.auralink.shared.RefusedException not authenticated, when it holds no more or not yet */
    void requireValid(Instant now) {
        long expires = seconds("exp");
        if (expires == 0) {
            throw refused("it never expires.");
        }
        if (now.isAfter(Instant.ofEpochSecond(expires).plus(LEEWAY))) {
            throw refused("it has expired.");
        }
        if (now.isBefore(Instant.ofEpochSecond(seconds("nbf")).minus(LEEWAY))) {
            throw refused("it is not valid yet.");
        }
    }

    /**
     * Whether it lets its bearer ask for that.
     *
     * @param room that the request is about
     */
    boolean allows(String method, String room) {
        JsonNode video = claims.path("video");
        return switch (method) {
            case "CreateRoom", "DeleteRoom" -> flag(video, "roomCreate", false);
            case "ListRooms" -> flag(video, "roomList", false);
            default ->
                flag(video, "roomAdmin", false)
                        && !room.isEmpty()
                        && text(video, "room").equals(room);
        };
    }

    /**
     * Whom it lets in, and where.
     *
     * @throws org.auralink.shared.RefusedException forbidden, when it lets nobody in; invalid, naming the claim
     */
    LiveKitEntrant entrant() {
        JsonNode video = claims.path("video");
        if (!flag(video, "roomJoin", false)) {
            throw Refusal.forbidden("The token lets nobody join a room: it has no roomJoin.")
                    .asException();
        }
        Map<String, String> attributes = new HashMap<>();
        claims.path("attributes").fields().forEachRemaining(each -> {
            if (!each.getValue().isTextual()) {
                throw Refusal.invalid("attributes", "must have texts for values.")
                        .asException();
            }
            attributes.put(each.getKey(), each.getValue().textValue());
        });
        String identity = text(claims, "sub");
        return new LiveKitEntrant(
                text(video, "room"),
                identity.isEmpty() ? text(claims, "jti") : identity,
                text(claims, "name"),
                text(claims, "metadata"),
                attributes,
                permissions(video),
                decided());
    }

    private static JoinPermissions permissions(JsonNode video) {
        boolean publish = flag(video, "canPublish", true);
        List<String> sources = new ArrayList<>();
        video.path("canPublishSources").forEach(source -> {
            if (!SOURCES.contains(source.asText())) {
                // Left out, an unknown one would leave an empty list, which allows everything.
                throw Refusal.invalid(
                                "canPublishSources",
                                "must be some of camera, microphone, screen_share and screen_share_audio.")
                        .asException();
            }
            sources.add(source.asText());
        });
        return new JoinPermissions(
                publish,
                List.copyOf(sources),
                flag(video, "canSubscribe", true),
                flag(video, "canPublishData", publish),
                flag(video, "canUpdateOwnMetadata", false),
                flag(video, "hidden", false),
                flag(video, "recorder", false),
                flag(video, "roomAdmin", false));
    }

    /** A token that does not say how old it is counts as old: who was removed does not come back with it. */
    private Instant decided() {
        long issued = seconds("iat");
        long since = issued > 0 ? issued : seconds("nbf");
        return Instant.ofEpochSecond(Math.max(1, since));
    }

    /** Whole, from the epoch; 0 when there is none or it is no time. */
    private long seconds(String claim) {
        double value = claims.path(claim).asDouble(0);
        return value > 0 && value < Integer.MAX_VALUE * 1024.0 ? (long) value : 0;
    }

    private static String text(JsonNode parent, String field) {
        JsonNode value = parent.path(field);
        return value.isTextual() ? value.textValue() : "";
    }

    private static boolean flag(JsonNode parent, String field, boolean otherwise) {
        JsonNode value = parent.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw Refusal.invalid(field, "must be true or false.").asException();
        }
        return value.booleanValue();
    }

    static RuntimeException refused(String why) {
        return Refusal.notAuthenticated("The token is not accepted: " + why).asException();
    }

    @Override
    public String toString() {
        return "LiveKitToken[redacted]";
    }
}
