package org.auralink.identity.entity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.auralink.shared.FieldError;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a client shows of a secret that it keeps, so that a code which somebody intercepts is worth nothing (RFC 7636, 4.2).
 *
 * @param method {@code s256} or {@code plain}, as Supabase's clients write them
 */
public record PkceChallenge(String value, String method) {
    /** RFC 7636, 4.1 and 4.2. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    /**
     * @return empty when the client wants no code but the session itself, which is when both are absent
     * @throws org.auralink.shared.RefusedException naming the field
     */
    public static Optional<PkceChallenge> of(@Nullable String value, @Nullable String method) {
        boolean noValue = value == null || value.isEmpty();
        boolean noMethod = method == null || method.isEmpty();
        if (noValue && noMethod) {
            return Optional.empty();
        }
        if (value == null || method == null || noValue || noMethod) {
            throw invalid(
                            noValue ? "code_challenge" : "code_challenge_method",
                            "PKCE flow requires code_challenge_method and code_challenge")
                    .asException();
        }
        String known = method.toLowerCase(Locale.ROOT);
        if (!known.equals("s256") && !known.equals("plain")) {
            throw invalid("code_challenge_method", "code_challenge_method must be s256 or plain")
                    .asException();
        }
        if (!FORM.matcher(value).matches()) {
            throw invalid(
                            "code_challenge",
                            "code_challenge must be 43 to 128 characters of A-Z, a-z, 0-9, '.', '_', '~', '-'")
                    .asException();
        }
        return Optional.of(new PkceChallenge(value, known));
    }

    /** Is it this secret's? Compares in constant time. */
    public boolean isOf(String verifier) {
        byte[] expected = value.getBytes(StandardCharsets.US_ASCII);
        byte[] given = verifier.getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, method.equals("plain") ? given : s256(given));
    }

    private static byte[] s256(byte[] verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier);
            return Base64.getUrlEncoder().withoutPadding().encode(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Refusal invalid(String field, String sentence) {
        return new Refusal.Invalid("validation_failed", sentence, List.of(new FieldError(field, sentence)));
    }
}
