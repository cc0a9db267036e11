package org.auralink.identity.entity;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.auralink.shared.FieldError;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail address in lower case: two that differ in case only are one account. Its form is checked as far as typing
 * errors go; whether it exists is known when mail arrives. Does not print itself.
 */
public record EmailAddress(String value) {
    /** RFC 5321, 4.5.3.1.3 allows 254; the column and Supabase have 255. */
    private static final int MAX_LENGTH = 255;

    private static final int MAX_LOCAL_PART = 64;
    /** Possessive throughout: no input makes it try twice. */
    private static final Pattern FORM = Pattern.compile(
            "[a-z0-9.!#$%&'*+/=?^_`{|}~-]++@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*+");

    /** @throws org.auralink.shared.RefusedException naming the field {@code email} */
    public static EmailAddress of(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw invalid("An email address is required", "must not be empty.").asException();
        }
        String address = text.strip().toLowerCase(Locale.ROOT);
        if (address.length() > MAX_LENGTH
                || address.indexOf('@') > MAX_LOCAL_PART
                || !FORM.matcher(address).matches()) {
            throw invalid("Unable to validate email address: invalid format", "must be an e-mail address.")
                    .asException();
        }
        return new EmailAddress(address);
    }

    public String localPart() {
        return value.substring(0, value.indexOf('@'));
    }

    @Override
    public String toString() {
        return "EmailAddress[redacted]";
    }

    private static Refusal invalid(String detail, String message) {
        return new Refusal.Invalid("validation_failed", detail, List.of(new FieldError("email", message)));
    }
}
