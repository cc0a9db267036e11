package org.auralink.calls.entity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The secret of one guest's browser, by which it is the same guest of a call when it comes again: 22 characters of base62
 * hold 128 random bits. Nobody keeps it but the browser: the identity follows from it and from the link, so that it is
 * another one in every call. Does not print itself.
 */
public record GuestKey(String value) {
    private static final int LENGTH = 22;
    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z]{" + LENGTH + "}");

    /** How the identity of every guest begins. */
    public static final String PREFIX = "guest_";

    /** For a browser that has none. */
    public static GuestKey fresh(SecureRandom random) {
        return new GuestKey(Base62.random(random, LENGTH));
    }

    /**
     * The key that a browser sent, a fresh one when it sent none.
     *
     * @throws org.auralink.shared.RefusedException invalid, naming the field
     */
    public static GuestKey of(@Nullable String text, SecureRandom random) {
        if (text == null) {
            return fresh(random);
        }
        if (!FORM.matcher(text).matches()) {
            throw Refusal.invalid("key", "must be " + LENGTH + " letters and digits.")
                    .asException();
        }
        return new GuestKey(text);
    }

    /** Who its browser is in the call of a link. */
    public String identityIn(String guestCode) {
        byte[] text = (guestCode + "/" + value).getBytes(StandardCharsets.UTF_8);
        return PREFIX + Base62.of(sha256(text), Limits.GUEST_IDENTITY_LENGTH);
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "GuestKey[redacted]";
    }
}
