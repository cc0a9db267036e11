package org.auralink.media.node.token;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.auralink.media.node.config.ApiKeys;

/** Mints the tokens that connected clients receive for reconnecting. */
public final class TokenIssuer {
    /** Twice the interval at which clients get a fresh one, so that one lost message does no harm. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private final ApiKeys keys;
    private final InstantSource clock;

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
     */
    public String refresh(Claims claims, String name, String metadata, Map<String, String> attributes) {
        String secret = keys.secret(claims.apiKey());
        if (secret == null) {
            throw new IllegalStateException("the key of verified claims is known");
        }
        long now = clock.instant().getEpochSecond();
        JsonObject payload = claims.payload().deepCopy();
        payload.addProperty("iat", now);
        payload.addProperty("nbf", now);
        payload.addProperty("exp", Math.max(now + LIFETIME.toSeconds(), claims.expiresAtSeconds()));
        payload.addProperty("name", name);
        payload.addProperty("metadata", metadata);
        var map = new JsonObject();
        attributes.forEach(map::addProperty);
        payload.add("attributes", map);
        return Hs256.token(payload.toString(), secret);
    }
}
