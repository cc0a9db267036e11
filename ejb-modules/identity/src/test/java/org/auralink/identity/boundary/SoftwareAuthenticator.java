package org.auralink.identity.boundary;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.auralink.identity.entity.PublicKeyCredential;
import org.jspecify.annotations.Nullable;

/**
 * An authenticator and the browser before it, with one P-256 key and real signatures (WebAuthn, 6). What tests forge are its
 * fields.
 */
final class SoftwareAuthenticator {
    private static final int USER_PRESENT = 1;
    private static final int USER_VERIFIED = 4;
    private static final int HAS_CREDENTIAL = 64;
    private static final int COORDINATE = 32;

    String origin = FactorLab.ORIGIN;
    String domain = FactorLab.DOMAIN;
    boolean verifiesUser = true;
    boolean present = true;
    int signCount;
    byte[] credentialId = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);

    @Nullable
    String userHandle;

    private final KeyPair keys;

    SoftwareAuthenticator() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            this.keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code navigator.credentials.create()}. */
    PublicKeyCredential create(Map<String, Object> options) {
        userHandle = (String) ((Map<?, ?>) options.get("user")).get("id");
        byte[] data = concat(
                authenticatorData(HAS_CREDENTIAL),
                new byte[16],
                ByteBuffer.allocate(2).putShort((short) credentialId.length).array(),
                credentialId,
                coseKey());
        byte[] attestation = concat(
                map(3), string("fmt"), string("none"), string("attStmt"), map(0), string("authData"), bytes(data));
        return new PublicKeyCredential(
                text(credentialId),
                new PublicKeyCredential.Response(
                        text(clientData("webauthn.create", options)),
                        text(attestation),
                        List.of("internal", "no such thing as this"),
                        null,
                        null,
                        null));
    }

    /** {@code navigator.credentials.get()}. */
    PublicKeyCredential get(Map<String, Object> options) {
        signCount = signCount == 0 ? 0 : signCount + 1;
        byte[] data = authenticatorData(0);
        byte[] clientData = clientData("webauthn.get", options);
        return new PublicKeyCredential(
                text(credentialId),
                new PublicKeyCredential.Response(
                        text(clientData),
                        null,
                        null,
                        text(data),
                        text(sign(concat(data, sha256(clientData)))),
                        userHandle));
    }

    private byte[] clientData(String type, Map<String, Object> options) {
        return ("{\"type\":\"" + type + "\",\"challenge\":\"" + options.get("challenge") + "\",\"origin\":\"" + origin
                        + "\",\"crossOrigin\":false}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] authenticatorData(int flags) {
        int all = flags | (present ? USER_PRESENT : 0) | (verifiesUser ? USER_VERIFIED : 0);
        return concat(
                sha256(domain.getBytes(StandardCharsets.UTF_8)),
                new byte[] {(byte) all},
                ByteBuffer.allocate(Integer.BYTES).putInt(signCount).array());
    }

    /** RFC 9053, 7.1.1: {1: 2, 3: -7, -1: 1, -2: x, -3: y}. */
    private byte[] coseKey() {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        return concat(
                map(5),
                new byte[] {0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21},
                bytes(coordinate(key.getW().getAffineX())),
                new byte[] {0x22},
                bytes(coordinate(key.getW().getAffineY())));
    }

    private static byte[] coordinate(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] coordinate = new byte[COORDINATE];
        int length = Math.min(bytes.length, COORDINATE);
        System.arraycopy(bytes, bytes.length - length, coordinate, COORDINATE - length, length);
        return coordinate;
    }

    private byte[] sign(byte[] data) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    // CBOR (RFC 8949), as far as it is needed.

    private static byte[] map(int size) {
        return new byte[] {(byte) (0xa0 | size)};
    }

    private static byte[] string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return concat(new byte[] {(byte) (0x60 | bytes.length)}, bytes);
    }

    private static byte[] bytes(byte[] content) {
        return concat(
                ByteBuffer.allocate(3)
                        .put((byte) 0x59)
                        .putShort((short) content.length)
                        .array(),
                content);
    }

    private static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
