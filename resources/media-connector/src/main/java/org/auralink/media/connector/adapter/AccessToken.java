package org.auralink.media.connector.adapter;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.auralink.media.connector.JoinGrant;
import org.auralink.media.connector.JoinPermissions;

/**
 * Signs LiveKit access tokens: JWT (RFC 7519) with HS256, issuer = API key, grants in the claim {@code video}. Written
 * by hand so that the adapter brings no library into the server's class path.
 */
final class AccessToken {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER =
            BASE64.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));

    private final ApiKey key;
    private final Clock clock;

    AccessToken(ApiKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /** A token to enter one room. */
    String join(JoinGrant grant) {
        JsonObject video = video(grant);
        JsonObjectBuilder claims = Json.createObjectBuilder()
                .add("sub", grant.identity())
                .add("name", grant.displayName())
                .add("video", video);
        if (!grant.metadata().isEmpty()) {
            claims.add("metadata", grant.metadata());
        }
        if (!grant.attributes().isEmpty()) {
            JsonObjectBuilder attributes = Json.createObjectBuilder();
            new TreeMap<>(grant.attributes()).forEach(attributes::add);
            claims.add("attributes", attributes);
        }
        Instant decided = grant.decidedAt();
        if (decided != null) {
            claims.add("iat", decided.getEpochSecond());
        }
        String traceparent = Traceparent.ofThisThread();
        if (!traceparent.isEmpty()) {
            // Ours; a stock LiveKit server does not look at it.
            claims.add("traceparent", traceparent);
        }
        return sign(claims, grant.validFor());
    }

    /** What differs from a claim's default only, so that tokens, which travel in addresses, stay short. */
    private static JsonObject video(JoinGrant grant) {
        JoinPermissions may = grant.permissions();
        JsonObjectBuilder video =
                Json.createObjectBuilder().add("roomJoin", true).add("room", grant.roomName());
        if (!may.publish()) {
            video.add("canPublish", false);
        }
        if (!may.subscribe()) {
            video.add("canSubscribe", false);
        }
        // Its default is what canPublish says.
        if (may.publishData() != may.publish()) {
            video.add("canPublishData", may.publishData());
        }
        if (!may.publishSources().isEmpty()) {
            video.add("canPublishSources", Json.createArrayBuilder(may.publishSources()));
        }
        Map<String, Boolean> others = new TreeMap<>(Map.of(
                "canUpdateOwnMetadata", may.updateOwnMetadata(),
                "hidden", may.hidden(),
                "recorder", may.recorder(),
                "roomAdmin", may.administer()));
        others.forEach((name, allowed) -> {
            if (allowed) {
                video.add(name, true);
            }
        });
        return video.build();
    }

    /** A token for one request to a node's API. */
    String api(JsonObject videoGrants, Duration validFor) {
        return sign(Json.createObjectBuilder().add("video", videoGrants), validFor);
    }

    private String sign(JsonObjectBuilder claims, Duration validFor) {
        Instant now = clock.instant();
        String body = claims.add("iss", key.key())
                .add("nbf", now.getEpochSecond())
                .add("exp", now.plus(validFor).getEpochSecond())
                .build()
                .toString();
        String signed = HEADER + "." + BASE64.encodeToString(body.getBytes(StandardCharsets.UTF_8));
        return signed + "." + BASE64.encodeToString(signature(key, signed));
    }

    /** HMAC with SHA-256 over header and claims, as they stand in the token (RFC 7515, 5.1). */
    static byte[] signature(ApiKey key, String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
