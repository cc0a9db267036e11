package org.auralink.media.node.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * JWS compact serialisation with HMAC-SHA256 (RFC 7515, RFC 7518 section 3.2). By hand, because the libraries refuse
 * the short secrets of LiveKit's development key.
 */
public final class Hs256 {
    private Hs256() {}

    /** The signature over {@code header.payload}. */
    static byte[] sign(String signingInput, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(signingInput.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** The token for this payload (JSON). */
    public static String token(String payload, String secret) {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        String input = encoder.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
                + "." + encoder.encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        return input + "." + encoder.encodeToString(sign(input, secret));
    }
}
