package org.auralink.calls.entity;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The secret of a call's guest link: who knows it may join that call. 22 characters of base62 hold 128 random bits.
 * Does not print itself.
 */
public record GuestCode(String value) {

    private static final int LENGTH = 22;
    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z]{" + LENGTH + "}");

    public static GuestCode fresh(SecureRandom random) {
        return new GuestCode(Base62.random(random, LENGTH));
    }

    /** Empty when the text cannot be a code, so that nobody needs to look for it. */
    public static Optional<GuestCode> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new GuestCode(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "GuestCode[redacted]";
    }
}
