package org.auralink.identity.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.auralink.shared.settings.SettingException;

/**
 * Keeps secrets that must be read again out of the reach of who has the database only: AES-256-GCM (NIST SP 800-38D) with
 * keys from a file beside it. The first key seals, each of them opens, so that a key is replaced by putting a new one in
 * front. What is sealed is bound to what it belongs to, so that no row can be given the secret of another.
 */
public final class EncryptionKeys {
    private static final int KEY_BYTES = 32;
    /** Enough to tell the few keys of a file apart; a wrong guess costs a failed opening. */
    private static final int ID_BYTES = 4;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    /** More than anybody keeps until the last secret is sealed anew. */
    private static final int MOST_KEYS = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final List<Key> keys;

    private record Key(byte[] id, SecretKeySpec key) {
        @Override
        public String toString() {
            return "Key[redacted]";
        }
    }

    private EncryptionKeys(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * @param file one key a line, 32 random bytes in Base64
     * @throws SettingException naming the setting when it holds anything else
     */
    public static EncryptionKeys read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new SettingException(
                    "The file of the setting " + FactorSettings.ENCRYPTION_KEYS.name() + " cannot be read.");
        }
        if (lines.isEmpty() || lines.size() > MOST_KEYS) {
            throw malformed();
        }
        return new EncryptionKeys(lines.stream().map(EncryptionKeys::key).toList());
    }

    private static Key key(String line) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(line.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            // Not the cause: its message may quote the key.
            throw malformed();
        }
        if (bytes.length != KEY_BYTES) {
            throw malformed();
        }
        return new Key(Arrays.copyOf(sha256(bytes), ID_BYTES), new SecretKeySpec(bytes, "AES"));
    }

    private static SettingException malformed() {
        return new SettingException("The file of the setting " + FactorSettings.ENCRYPTION_KEYS.name()
                + " must hold 1 to " + MOST_KEYS + " keys, each 32 random bytes in Base64 on a line of its own.");
    }

    /** For an instance that keeps no such secrets. */
    public static EncryptionKeys none() {
        return new EncryptionKeys(List.of());
    }

    /** Is there a key? */
    public boolean canSeal() {
        return !keys.isEmpty();
    }

    /** @param belongsTo the same is needed to open it */
    public byte[] seal(byte[] secret, String belongsTo) {
        Key key = keys.get(0);
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, belongsTo).doFinal(secret);
            return ByteBuffer.allocate(ID_BYTES + NONCE_BYTES + sealed.length)
                    .put(key.id())
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** @throws IllegalStateException for what was sealed with no key of the file, for something else, or was changed */
    public byte[] open(byte[] sealed, String belongsTo) {
        if (sealed.length < ID_BYTES + NONCE_BYTES) {
            throw new IllegalStateException("a sealed secret is too short");
        }
        byte[] id = Arrays.copyOf(sealed, ID_BYTES);
        byte[] nonce = Arrays.copyOfRange(sealed, ID_BYTES, ID_BYTES + NONCE_BYTES);
        for (Key key : keys) {
            if (Arrays.equals(key.id(), id)) {
                try {
                    return cipher(Cipher.DECRYPT_MODE, key, nonce, belongsTo)
                            .doFinal(sealed, ID_BYTES + NONCE_BYTES, sealed.length - ID_BYTES - NONCE_BYTES);
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException("a sealed secret does not open: it was changed or moved", e);
                }
            }
        }
        throw new IllegalStateException("a secret is sealed with a key that the file of the setting "
                + FactorSettings.ENCRYPTION_KEYS.name() + " does not hold");
    }

    private static Cipher cipher(int mode, Key key, byte[] nonce, String belongsTo) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(belongsTo.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
