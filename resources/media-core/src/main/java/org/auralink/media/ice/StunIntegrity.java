package org.auralink.media.ice;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.auralink.media.rtp.RtpBytes;

/** MESSAGE-INTEGRITY and FINGERPRINT (RFC 8489 14.5 and 14.7). */
final class StunIntegrity {
    private StunIntegrity() {}

    /**
     * HMAC-SHA1 over the message up to its integrity attribute.
     *
     * @param attribute index of the attribute; the header's length counts as if the message ended with it
     */
    static byte[] integrity(byte[] buf, int from, int attribute, String password) {
        byte[] length = new byte[2];
        RtpBytes.writeShort(length, 0, attribute + 4 + StunAttributes.INTEGRITY_LENGTH - from - StunAttributes.HEADER);
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            mac.update(buf, from, 2);
            mac.update(length);
            mac.update(buf, from + 4, attribute - from - 4);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA1", e);
        }
    }

    /** Value of a fingerprint attribute at index {@code attribute}; the header's length must count it already. */
    static int fingerprint(byte[] buf, int from, int attribute) {
        CRC32 crc = new CRC32();
        crc.update(buf, from, attribute - from);
        return (int) crc.getValue() ^ StunAttributes.FINGERPRINT_MASK;
    }
}
