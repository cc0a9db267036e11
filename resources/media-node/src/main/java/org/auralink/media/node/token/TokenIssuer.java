package org.auralink.media.node.token;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.auralink.media.node.config.ApiKeys;
import org.auralink.media.node.protocol.Models;
import org.auralink.media.room.model.Permission;

/** Mints the tokens that connected clients receive for reconnecting. */
public final class TokenIssuer {
    /** Twice the interval at which clients get a fresh one, so that one lost message does no harm. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private final ApiKeys keys;
    private final InstantSource clock;

    /**
     * @param keys to sign with, each token by the key of the one it renews
     * @param clock of the expiry
     */
    public TokenIssuer(ApiKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * The same claims with a new lifetime, valid for {@link #LIFETIME} or as long as the original when that is longer.
     *
     * @param claims the token that opened the session
     * @param name the participant's name now
     * @param metadata the participant's metadata now
     * @param attributes the participant's attributes now
     * @param permission what the participant may do now
     */
    public String refresh(
            Claims claims, String name, String metadata, Map<String, String> attributes, Permission permission) {
        String secret = keys.secret(claims.apiKey());
        if (secret == null) {
            throw new IllegalStateException("the key of verified claims is known");
        }
        long now = clock.instant().getEpochSecond();
        JsonObject payload = claims.payload().deepCopy();
        // Never earlier than the token it renews: what held for that one, made by a clock ahead of ours, holds for it.
        payload.addProperty("iat", Math.max(now, claims.issuedAtSeconds()));
        payload.addProperty("nbf", now);
        payload.addProperty("exp", Math.max(now + LIFETIME.toSeconds(), claims.expiresAtSeconds()));
        payload.addProperty("name", name);
        payload.addProperty("metadata", metadata);
        var map = new JsonObject();
        attributes.forEach(map::addProperty);
        payload.add("attributes", map);
        grant(payload.getAsJsonObject("video"), permission);
        return Hs256.token(payload.toString(), secret);
    }

    private static void grant(JsonObject video, Permission permission) {
        video.addProperty("canPublish", permission.canPublish());
        video.addProperty("canSubscribe", permission.canSubscribe());
        video.addProperty("canPublishData", permission.canPublishData());
        video.addProperty("canUpdateOwnMetadata", permission.canUpdateMetadata());
        video.addProperty("hidden", permission.hidden());
        var sources = new JsonArray();
        permission.canPublishSources().forEach(source -> sources.add(Models.name(source)));
        video.remove("canPublishSources");
        if (!sources.isEmpty()) {
            video.add("canPublishSources", sources);
        }
    }
}
