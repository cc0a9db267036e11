package org.auralink.calls.entity;

import java.math.BigInteger;
import java.util.random.RandomGenerator;

/** Random words of digits and letters, which survive every URL and every double click. */
public final class Base62 {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private Base62() {}

    /** Every character is equally likely: 5.95 bits each. */
    public static String random(RandomGenerator random, int length) {
        StringBuilder word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            word.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return word.toString();
    }

    /** The last so many digits of the number that the bytes are: of a hash, as good as random. */
    public static String of(byte[] bytes, int length) {
        BigInteger base = BigInteger.valueOf(ALPHABET.length());
        BigInteger rest = new BigInteger(1, bytes);
        StringBuilder word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            BigInteger[] parts = rest.divideAndRemainder(base);
            word.append(ALPHABET.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return word.toString();
    }
}
