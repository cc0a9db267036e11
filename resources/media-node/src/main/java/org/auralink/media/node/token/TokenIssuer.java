package org.auralink.media.node.token;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import org.auralink.media.node.config.ApiKeys;
import org.auralink.media.node.protocol.Models;
import org.auralink.media.room.model.Permission;

/** Mints the tokens that connected clients receive for reconnecting, and those that agents join with. */
public final class TokenIssuer {
    /** Twice the interval at which clients get a fresh one, so that one lost message does no harm. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    /** Of the signature of a webhook, which is made anew for each attempt; LiveKit's. */
    private static final Duration WEBHOOK_LIFETIME = Duration.ofMinutes(5);
    /** An agent's first; from then on it gets fresh ones like anybody. LiveKit's number. */
    private static final Duration AGENT_LIFETIME = Duration.ofHours(1);

    private final ApiKeys keys;
    private final InstantSource clock;

    /**
     * @param keys to sign with, each token by the key of the one it renews or was asked for with
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

    /**
     * A token with which an agent joins a room, as LiveKit's server makes it for a worker.
     *
     * @param apiKey that the worker's own token was signed with
     * @param room the one room it is good for
     * @param permission what the worker wants its agents to do
     */
    public String agent(
            String apiKey,
            String room,
            String identity,
            String name,
            String metadata,
            Map<String, String> attributes,
            Permission permission) {
        String secret = keys.secret(apiKey);
        if (secret == null) {
            throw new IllegalStateException("the key of verified claims is known");
        }
        long now = clock.instant().getEpochSecond();
        var payload = new JsonObject();
        payload.addProperty("iss", apiKey);
        payload.addProperty("sub", identity);
        payload.addProperty("iat", now);
        payload.addProperty("nbf", now);
        payload.addProperty("exp", now + AGENT_LIFETIME.toSeconds());
        payload.addProperty("kind", "agent");
        payload.addProperty("name", name);
        payload.addProperty("metadata", metadata);
        var map = new JsonObject();
        attributes.forEach(map::addProperty);
        payload.add("attributes", map);
        var video = new JsonObject();
        video.addProperty("roomJoin", true);
        video.addProperty("room", room);
        video.addProperty("agent", true);
        grant(video, permission);
        payload.add("video", video);
        return Hs256.token(payload.toString(), secret);
    }

    /**
     * The token by which a receiver of a webhook knows who sent it, and that nobody changed it: LiveKit's claims, with the
     * SHA-256 of the body in standard base64.
     *
     * @param apiKey one of the keys
     */
    public String webhook(String apiKey, byte[] body) {
        String secret = keys.secret(apiKey);
        if (secret == null) {
            throw new IllegalStateException("the key of webhooks is known");
        }
        long now = clock.instant().getEpochSecond();
        var payload = new JsonObject();
        payload.addProperty("iss", apiKey);
        payload.addProperty("nbf", now);
        payload.addProperty("exp", now + WEBHOOK_LIFETIME.toSeconds());
        payload.addProperty("sha256", Base64.getEncoder().encodeToString(sha256(body)));
        return Hs256.token(payload.toString(), secret);
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
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
