package org.auralink.identity.entity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A refresh token as the client holds it: 160 bits in 32 characters of lower-case base32. The database has its hash.
 *
 * <p>The token after it is derived from it and the session's seed, because a client that lost the answer to a refresh
 * asks again with the old token and must get the token that is active now, which is stored nowhere. Neither the seed
 * (the database) nor the token (the client) alone is enough to derive it. Does not print itself.
 */
public record RefreshTokenValue(String text) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 20;
    private static final int SEED_BYTES = 32;

    public static RefreshTokenValue random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new RefreshTokenValue(base32(bytes));
    }

    public static byte[] randomSeed() {
        byte[] seed = new byte[SEED_BYTES];
        RANDOM.nextBytes(seed);
        return seed;
    }

    /** @param ordinal which child, from 0 */
    public RefreshTokenValue child(byte[] seed, int ordinal) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(seed, "HmacSHA256"));
            mac.update((ordinal + "|").getBytes(StandardCharsets.US_ASCII));
            byte[] derived = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return new RefreshTokenValue(base32(Arrays.copyOf(derived, BYTES)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** SHA-256. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "RefreshTokenValue[redacted]";
    }

    private static String base32(byte[] bytes) {
        return Base32.encode(bytes).toLowerCase(Locale.ROOT);
    }
}
