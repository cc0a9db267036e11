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
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.auralink.media.connector.JoinGrant;

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
        JsonObject video = Json.createObjectBuilder()
                .add("roomJoin", true)
                .add("room", grant.roomName())
                .build();
        JsonObjectBuilder claims = Json.createObjectBuilder()
                .add("sub", grant.identity())
                .add("name", grant.displayName())
                .add("video", video);
        if (!grant.metadata().isEmpty()) {
            claims.add("metadata", grant.metadata());
        }
        return sign(claims, grant.validFor());
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
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
            return signed + "." + BASE64.encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
