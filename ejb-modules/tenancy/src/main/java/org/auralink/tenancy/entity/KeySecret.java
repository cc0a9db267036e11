package org.auralink.tenancy.entity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * An API key as programs send it: {@code ak_live_}, eight characters by which it is found, an underscore and 32 random
 * ones of base62. Scanners of source code know it by its beginning. Kept as its hash; does not print itself.
 */
public record KeySecret(String text) {
    public static final String BEGINNING = "ak_";

    private static final String KIND = BEGINNING + "live_";
    private static final Pattern FORM = Pattern.compile(KIND + "[0-9A-Za-z]{8}_[0-9A-Za-z]{32}");
    private static final int PREFIX_LENGTH = KIND.length() + 8;
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** A new one. */
    public static KeySecret fresh(RandomGenerator random) {
        return again(KIND + word(random, 8), random);
    }

    /** Another one that is found by the same beginning. */
    public static KeySecret again(String prefix, RandomGenerator random) {
        return new KeySecret(prefix + "_" + word(random, 32));
    }

    /** Empty for what has not the form of a key. */
    public static Optional<KeySecret> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new KeySecret(text)) : Optional.empty();
    }

    /** By which it is found, and which may be shown. */
    public String prefix() {
        return text.substring(0, PREFIX_LENGTH);
    }

    /** SHA-256 of the whole. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String word(RandomGenerator random, int length) {
        StringBuilder word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            word.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return word.toString();
    }

    @Override
    public String toString() {
        return "KeySecret[redacted]";
    }
}
