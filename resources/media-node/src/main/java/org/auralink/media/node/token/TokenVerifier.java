package org.auralink.media.node.token;

import com.google.gson.JsonObject;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import org.auralink.media.node.config.ApiKeys;
import org.auralink.media.node.protocol.InputException;
import org.auralink.media.node.protocol.InputLimits;
import org.auralink.media.node.protocol.SafeJson;

/** Checks LiveKit access tokens: HS256 only, a known issuer, and a lifetime with an end. */
public final class TokenVerifier {
    /** Clocks of API servers and of the node may differ by this much, as in LiveKit's own check. */
    static final long LEEWAY_SECONDS = 60;

    private static final String INVALID = "invalid authorization token";

    private final ApiKeys keys;
    private final InstantSource clock;

    /**
     * @param keys whose signatures count
     * @param clock tells whether a token is valid yet and still
     */
    public TokenVerifier(ApiKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Verifies a compact JWS.
     *
     * @throws TokenException saying which check failed, in the words that LiveKit's SDKs know
     */
    public Claims verify(String token) throws TokenException {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first <= 0 || second < 0 || token.indexOf('.', second + 1) >= 0) {
            throw new TokenException(INVALID + ": expected three parts");
        }
        JsonObject header = json(token.substring(0, first));
        if (!"HS256".equals(Claims.text(header, "alg")) || header.has("crit")) {
            throw new TokenException(INVALID + ": expected the HS256 algorithm");
        }
        JsonObject payload = json(token.substring(first + 1, second));
        String secret = keys.secret(Claims.text(payload, "iss"));
        if (secret == null) {
            throw new TokenException("invalid API key");
        }
        byte[] signature = decode(token.substring(second + 1));
        if (!MessageDigest.isEqual(Hs256.sign(token.substring(0, second), secret), signature)) {
            throw new TokenException(INVALID + ": wrong signature");
        }
        checkLifetime(payload);
        return Claims.read(payload);
    }

    private void checkLifetime(JsonObject payload) throws TokenException {
        long now = clock.instant().getEpochSecond();
        long expires = Claims.seconds(payload, "exp");
        if (expires == 0) {
            throw new TokenException(INVALID + ": it never expires (no exp)");
        }
        if (now > expires + LEEWAY_SECONDS) {
            throw new TokenException(INVALID + ": it is expired (exp)");
        }
        if (now < Claims.seconds(payload, "nbf") - LEEWAY_SECONDS) {
            throw new TokenException(INVALID + ": it is not valid yet (nbf)");
        }
    }

    private static byte[] decode(String part) throws TokenException {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw new TokenException(INVALID + ": expected base64url");
        }
    }

    private static JsonObject json(String part) throws TokenException {
        try {
            return SafeJson.object(decode(part), InputLimits.TOKEN);
        } catch (InputException e) {
            throw new TokenException(INVALID + ": " + e.getMessage());
        }
    }
}
