package org.auralink.media.sctp;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signs state cookies with a secret of one association, so that only ours come back as ours (RFC 9260 5.1.3). */
final class CookieSeal {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int TAG = 32;

    private final Mac mac;

    CookieSeal(RandomGenerator random) {
        byte[] secret = new byte[TAG];
        random.nextBytes(secret);
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    byte[] seal(StateCookie cookie) {
        byte[] plain = cookie.encode();
        byte[] sealed = Arrays.copyOf(plain, StateCookie.SIZE + TAG);
        System.arraycopy(mac.doFinal(plain), 0, sealed, StateCookie.SIZE, TAG);
        return sealed;
    }

    /** The cookie in these bytes, null when it is none of ours. */
    @Nullable
    StateCookie open(byte[] buf, int from, int size) {
        if (size != StateCookie.SIZE + TAG) {
            return null;
        }
        mac.update(buf, from, StateCookie.SIZE);
        byte[] given = Arrays.copyOfRange(buf, from + StateCookie.SIZE, from + size);
        return MessageDigest.isEqual(mac.doFinal(), given) ? StateCookie.decode(buf, from) : null;
    }
}
