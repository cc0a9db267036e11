package org.auralink.webhooks.entity;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * What the requests to an endpoint are signed with, and the only thing that a receiver needs to know them by. 256 random
 * bits, as long as the hash they key (RFC 7518, 3.2). Does not print itself.
 */
public record SigningSecret(String value) {
    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;

    public static SigningSecret fresh(SecureRandom random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return new SigningSecret(
                PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    @Override
    public String toString() {
        return "SigningSecret[redacted]";
    }
}
