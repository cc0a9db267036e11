package org.auralink.media.connector.adapter;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Reads tokens as their receiver would. */
final class Jwt {

    private Jwt() {}

    static JsonObject header(String token) {
        return json(token.split("\\.")[0]);
    }

    static JsonObject claims(String token) {
        return json(token.split("\\.")[1]);
    }

    static boolean isSignedWith(String secret, String token) throws GeneralSecurityException {
        int dot = token.lastIndexOf('.');
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] expected = mac.doFinal(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(expected).equals(token.substring(dot + 1));
    }

    private static JsonObject json(String part) {
        try (JsonReader reader = Json.createReader(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(part)))) {
            return reader.readObject();
        }
    }
}
