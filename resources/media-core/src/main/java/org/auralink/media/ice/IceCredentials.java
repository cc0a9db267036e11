package org.auralink.media.ice;

import java.security.SecureRandom;

/**
 * User name fragment and password of one side (RFC 8445 5.3). The password does not print.
 *
 * @param ufrag 4..256 characters of the ICE alphabet
 * @param password 22..256 characters of the ICE alphabet
 */
public record IceCredentials(String ufrag, String password) {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    /** 95 bits: never the same for two transports of a node, so that it can be the key of dispatch. */
    private static final int UFRAG_LENGTH = 16;
    /** 190 bits; the standard asks for at least 128. */
    private static final int PASSWORD_LENGTH = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Checks the lengths that RFC 8839 5.4 allows. */
    public IceCredentials {
        if (ufrag.length() < 4 || ufrag.length() > 256) {
            throw new IllegalArgumentException("ice-ufrag must have 4 to 256 characters");
        }
        if (password.length() < 22 || password.length() > 256) {
            throw new IllegalArgumentException("ice-pwd must have 22 to 256 characters");
        }
    }

    /** New random credentials. */
    public static IceCredentials random() {
        return new IceCredentials(text(UFRAG_LENGTH), text(PASSWORD_LENGTH));
    }

    private static String text(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "IceCredentials[" + ufrag + "]";
    }
}
