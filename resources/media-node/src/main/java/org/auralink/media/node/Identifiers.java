package org.auralink.media.node;

import java.security.SecureRandom;

/** Random identifiers in LiveKit's form: a prefix and twelve base62 characters (71 bits). */
public final class Identifiers {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Identifiers() {}

    /** @param prefix for example {@code ND_} for a node, {@code EV_} for an event */
    public static String random(String prefix) {
        var text = new StringBuilder(prefix);
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
