package org.auralink.tenancy.entity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The only thing by which an invitation is answered: random bytes in base64url (RFC 4648, 5), kept as their hash. They are
 * random enough that salt and stretching would add nothing. Does not print itself.
 */
public record InvitationSecret(String text) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    public static InvitationSecret fresh(SecureRandom random) {
        byte[] bytes = new byte[Limits.TOKEN_BYTES];
        random.nextBytes(bytes);
        return new InvitationSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** @throws org.auralink.shared.RefusedException not found, when it is the token of no invitation */
    public static InvitationSecret parse(@Nullable String text) {
        if (text == null || !FORM.matcher(text).matches()) {
            throw unknown();
        }
        return new InvitationSecret(text);
    }

    /** Said of every token that leads nowhere. */
    public static RuntimeException unknown() {
        return Refusal.notFound("This invitation does not exist, was answered already, or was withdrawn.")
                .asException();
    }

    /** SHA-256, as it is stored. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "InvitationSecret[redacted]";
    }
}
