package org.auralink.webhooks.control;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.auralink.webhooks.entity.Limits;
import org.auralink.webhooks.entity.SigningSecret;

/**
 * Signs a request as LiveKit's server signs its webhooks: a token (RFC 7519, HS256) in {@code Authorization} with the
 * SHA-256 of the body in standard base64, so that LiveKit's {@code WebhookReceiver} checks it.
 */
public final class Signature {
    private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

    private Signature() {}

    /**
     * The value of {@code Authorization}.
     *
     * @param endpoint whose id is the key, hence the issuer
     * @param now from when it is good, for {@link Limits#SIGNATURE_VALIDITY}
     */
    public static String of(UUID endpoint, SigningSecret secret, byte[] body, Instant now) {
        long seconds = now.getEpochSecond();
        String claims = "{\"iss\":\"" + endpoint + "\",\"nbf\":" + seconds + ",\"exp\":"
                + (seconds + Limits.SIGNATURE_VALIDITY.toSeconds()) + ",\"sha256\":\""
                + Base64.getEncoder().encodeToString(sha256(body)) + "\"}";
        String signed = HEADER + "." + encode(claims);
        return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(secret, signed));
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(SigningSecret secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
