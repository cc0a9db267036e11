package org.auralink.shared;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * By which a client names one effect, so that it may ask for it again when the answer did not arrive. Does not print
 * itself.
 *
 * @param keyHash SHA-256 of what the client sent, in hexadecimal
 * @param requestHash SHA-256 of method, path and body
 */
public record IdempotencyKey(String keyHash, String requestHash) {

    /**
     * @param key as the client sent it
     * @param method of HTTP
     * @param path of the request
     * @param body as it came
     */
    public static IdempotencyKey of(String key, String method, String path, byte[] body) {
        MessageDigest request = sha256();
        request.update((method + " " + path + "\n").getBytes(StandardCharsets.UTF_8));
        return new IdempotencyKey(
                HexFormat.of().formatHex(sha256().digest(key.getBytes(StandardCharsets.UTF_8))),
                HexFormat.of().formatHex(request.digest(body)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "IdempotencyKey[redacted]";
    }
}
