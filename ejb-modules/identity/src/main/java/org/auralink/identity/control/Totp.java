package org.auralink.identity.control;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.auralink.identity.entity.Base32;

/** Codes of time (RFC 6238): HMAC-SHA-1, 30 seconds, six digits, which is what every authenticator app can do. */
public final class Totp {
    private static final int STEP_SECONDS = 30;
    private static final int DIGITS = 6;
    private static final int MODULUS = 1_000_000;
    /** Steps before and after the present one whose codes count, for clocks that differ (RFC 6238, 5.2). */
    private static final int SKEW = 1;

    /** As long as the hash (RFC 4226, 4, R6). */
    private static final int SECRET_BYTES = 20;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Totp() {}

    public static byte[] newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    /**
     * @param lastStep that of the code that was used last: this one must be later
     * @return the time step whose code it is; empty for a code that is wrong or was used
     */
    public static OptionalLong stepOf(byte[] secret, String code, Instant now, long lastStep) {
        long present = Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
        OptionalLong found = OptionalLong.empty();
        for (long step = present - SKEW; step <= present + SKEW; step++) {
            // Each is compared, so that the time tells nothing.
            if (equal(code(secret, step), code) && step > lastStep) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /** The code of the moment. */
    public static String code(byte[] secret, Instant now) {
        return code(secret, Math.floorDiv(now.getEpochSecond(), STEP_SECONDS));
    }

    /** RFC 4226, 5.3. */
    private static String code(byte[] secret, long step) {
        byte[] hash;
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA1", e);
        }
        int offset = hash[hash.length - 1] & 0xf;
        int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
        return String.format(Locale.ROOT, "%0" + DIGITS + "d", number % MODULUS);
    }

    private static boolean equal(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What an authenticator app reads from a QR code (Google Authenticator's Key Uri Format).
     *
     * @param issuer whose account it is
     * @param account the person's name there
     */
    public static String uri(byte[] secret, String issuer, String account) {
        return "otpauth://totp/" + escaped(issuer) + ":" + escaped(account) + "?algorithm=SHA1&digits=" + DIGITS
                + "&issuer=" + escaped(issuer) + "&period=" + STEP_SECONDS + "&secret=" + Base32.encode(secret);
    }

    /** Apps take a plus sign for a plus sign. */
    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
