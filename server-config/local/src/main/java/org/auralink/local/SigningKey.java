package org.auralink.local;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** Makes the ES256 key of the local stack: a private JWK (RFC 7517) whose kid is its thumbprint (RFC 7638). */
final class SigningKey {
    /** Length of a P-256 coordinate or scalar (RFC 7518, 6.2.1.2). */
    private static final int COORDINATE_BYTES = 32;

    private SigningKey() {}

    static String generate() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            var point = ((ECPublicKey) pair.getPublic()).getW();
            String x = encode(point.getAffineX());
            String y = encode(point.getAffineY());
            String d = encode(((ECPrivateKey) pair.getPrivate()).getS());
            // RFC 7638, 3.2: required members only, in lexical order, no white space.
            String canonical = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + x + "\",\"y\":\"" + y + "\"}";
            String kid =
                    base64(MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8)));
            return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"alg\":\"ES256\",\"use\":\"sig\",\"kid\":\"" + kid
                    + "\",\"x\":\"" + x + "\",\"y\":\"" + y + "\",\"d\":\"" + d + "\"}\n";
        } catch (GeneralSecurityException e) {
            throw new LaunchException("This JDK cannot make P-256 keys.", e);
        }
    }

    private static String encode(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[COORDINATE_BYTES];
        byte[] tail = bytes.length > COORDINATE_BYTES
                ? Arrays.copyOfRange(bytes, bytes.length - COORDINATE_BYTES, bytes.length)
                : bytes;
        System.arraycopy(tail, 0, fixed, COORDINATE_BYTES - tail.length, tail.length);
        return base64(fixed);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
