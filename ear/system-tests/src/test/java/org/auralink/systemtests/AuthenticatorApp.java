package org.auralink.systemtests;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Clock;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes the codes that an authenticator app shows (RFC 6238: SHA-1, 30 seconds, six digits). */
final class AuthenticatorApp {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int STEP_MILLIS = 30_000;

    private final byte[] secret;
    private long last;

    /** @param secret in Base32, as people type it in */
    AuthenticatorApp(String secret) {
        ByteBuffer bytes = ByteBuffer.allocate(secret.length() * 5 / 8);
        long bits = 0;
        int count = 0;
        for (char character : secret.toCharArray()) {
            bits = bits << 5 | BASE32.indexOf(character);
            count += 5;
            if (count >= 8) {
                count -= 8;
                bytes.put((byte) (bits >> count));
            }
        }
        this.secret = bytes.array();
    }

    /** A code that was not shown before: of the next step when that of this one was. The server takes one step more. */
    String code() {
        last = Math.max(Clock.systemUTC().millis() / STEP_MILLIS, last + 1);
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(last).array());
            int at = hash[hash.length - 1] & 0xf;
            return "%06d".formatted((ByteBuffer.wrap(hash).getInt(at) & 0x7fffffff) % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA1", e);
        }
    }
}
