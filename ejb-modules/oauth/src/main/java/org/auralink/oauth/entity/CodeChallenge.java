package org.auralink.oauth.entity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client shows of a secret that it keeps, so that a code which somebody intercepts is worth nothing (RFC 7636, 4.2).
 * Of the method S256 only: {@code plain} is worth nothing to who sees the request.
 */
public record CodeChallenge(String value) {
    /** 256 bits in base64url. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** RFC 7636, 4.1. */
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    public static final String METHOD = "S256";

    /** Empty for what is none. */
    public static Optional<CodeChallenge> of(String value) {
        return FORM.matcher(value).matches() ? Optional.of(new CodeChallenge(value)) : Optional.empty();
    }

    /** Is it this secret's? Compares in constant time. */
    public boolean isOf(String verifier) {
        byte[] wanted = value.getBytes(StandardCharsets.US_ASCII);
        return VERIFIER.matcher(verifier).matches()
                && MessageDigest.isEqual(
                        wanted, Base64.getUrlEncoder().withoutPadding().encode(new Secret(verifier).hash()));
    }
}
