package org.auralink.media.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Session keys of one direction, derived from its master key (RFC 3711 4.3, RFC 7714 11) with a key derivation rate of
 * zero: once.
 */
public final class SessionKeys {
    private static final int RTCP_LABELS = 3;
    private static final int ENCRYPTION = 0;
    private static final int AUTHENTICATION = 1;
    private static final int SALT = 2;
    private static final int AUTHENTICATION_KEY_LENGTH = 20;
    private static final int BLOCK = 16;

    final SrtpProfile profile;
    final byte[] rtpKey;
    final byte[] rtpAuthentication;
    final byte[] rtpSalt;
    final byte[] rtcpKey;
    final byte[] rtcpAuthentication;
    final byte[] rtcpSalt;

    /** With keys that were derived already; keys that the profile has no use for may be empty. */
    SessionKeys(
            SrtpProfile profile,
            byte[] rtpKey,
            byte[] rtpAuthentication,
            byte[] rtpSalt,
            byte[] rtcpKey,
            byte[] rtcpAuthentication,
            byte[] rtcpSalt) {
        this.profile = profile;
        this.rtpKey = rtpKey;
        this.rtpAuthentication = rtpAuthentication;
        this.rtpSalt = rtpSalt;
        this.rtcpKey = rtcpKey;
        this.rtcpAuthentication = rtcpAuthentication;
        this.rtcpSalt = rtcpSalt;
    }

    /** Derives all six. */
    static SessionKeys derive(SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
        try {
            Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(masterKey, "AES"));
            int salt = profile.saltLength();
            return new SessionKeys(
                    profile,
                    expand(aes, masterSalt, ENCRYPTION, SrtpProfile.KEY_LENGTH),
                    expand(aes, masterSalt, AUTHENTICATION, AUTHENTICATION_KEY_LENGTH),
                    expand(aes, masterSalt, SALT, salt),
                    expand(aes, masterSalt, RTCP_LABELS + ENCRYPTION, SrtpProfile.KEY_LENGTH),
                    expand(aes, masterSalt, RTCP_LABELS + AUTHENTICATION, AUTHENTICATION_KEY_LENGTH),
                    expand(aes, masterSalt, RTCP_LABELS + SALT, salt));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES", e);
        }
    }

    /** AES-CM as a pseudo-random function. A salt of 96 bits counts as 112 bits with zeros at the end. */
    private static byte[] expand(Cipher aes, byte[] salt, int label, int size) throws GeneralSecurityException {
        byte[] counter = Arrays.copyOf(salt, BLOCK);
        counter[7] ^= (byte) label;
        byte[] out = new byte[(size + BLOCK - 1) / BLOCK * BLOCK];
        for (int block = 0; block * BLOCK < size; block++) {
            counter[BLOCK - 1] = (byte) block;
            aes.doFinal(counter, 0, BLOCK, out, block * BLOCK);
        }
        return Arrays.copyOf(out, size);
    }
}
