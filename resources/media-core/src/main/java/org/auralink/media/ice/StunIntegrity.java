package org.auralink.media.ice;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** MESSAGE-INTEGRITY with one password, and FINGERPRINT (RFC 8489 14.5 and 14.7). One thread. */
public final class StunIntegrity {
    private final Mac mac;

    /** Prepares what would take most of the time, and of the memory, of each check. */
    StunIntegrity(String password) {
        this(password.getBytes(StandardCharsets.UTF_8));
    }

    /** With the key of a long-term credential (RFC 8489 9.2.2). */
    public StunIntegrity(byte[] key) {
        try {
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA1", e);
        }
    }

    /**
     * HMAC-SHA1 over the message up to its integrity attribute.
     *
     * @param attribute index of the attribute; the header's length counts as if the message ended with it
     */
    byte[] of(byte[] buf, int from, int attribute) {
        int length = attribute + 4 + StunAttributes.INTEGRITY_LENGTH - from - StunAttributes.HEADER;
        mac.update(buf, from, 2);
        mac.update((byte) (length >>> 8));
        mac.update((byte) length);
        mac.update(buf, from + 4, attribute - from - 4);
        return mac.doFinal();
    }

    /** Whether the integrity attribute at index {@code attribute}, which is whole, was made with this password. */
    public boolean protects(byte[] buf, int from, int attribute) {
        int value = attribute + 4;
        byte[] given = Arrays.copyOfRange(buf, value, value + StunAttributes.INTEGRITY_LENGTH);
        return MessageDigest.isEqual(given, of(buf, from, attribute));
    }

    /** Value of a fingerprint attribute at index {@code attribute}; the header's length must count it already. */
    public static int fingerprint(byte[] buf, int from, int attribute) {
        CRC32 crc = new CRC32();
        crc.update(buf, from, attribute - from);
        return (int) crc.getValue() ^ StunAttributes.FINGERPRINT_MASK;
    }
}
