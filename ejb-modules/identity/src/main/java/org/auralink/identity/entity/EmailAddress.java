package org.auralink.identity.entity;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.auralink.shared.FieldError;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail address in the one form that accounts are compared by: lower-case ASCII. Compatibility characters (full width,
 * ligatures) become what they show, and a domain in another script its {@code xn--}. Dots and what follows a plus sign
 * stay: whether they matter is the mail server's business. Its form is checked as far as typing errors go; whether it
 * exists is known when mail arrives. Does not print itself.
 */
public record EmailAddress(String value) {
    /** RFC 5321, 4.5.3.1.3 allows 254; the column and Supabase have 255. */
    private static final int MAX_LENGTH = 255;

    private static final Pattern LOCAL_PART = Pattern.compile("[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}");

    /** @throws org.auralink.shared.RefusedException naming the field {@code email} */
    public static EmailAddress of(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw invalid("An email address is required", "must not be empty.").asException();
        }
        return normal(text.strip())
                .orElseThrow(
                        () -> invalid("Unable to validate email address: invalid format", "must be an e-mail address.")
                                .asException());
    }

    private static Optional<EmailAddress> normal(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String address = Normalizer.normalize(text, Normalizer.Form.NFKC);
        int at = address.lastIndexOf('@');
        String local = address.substring(0, Math.max(at, 0)).toLowerCase(Locale.ROOT);
        if (!LOCAL_PART.matcher(local).matches()) {
            return Optional.empty();
        }
        return DomainName.ascii(address.substring(at + 1))
                .map(domain -> local + "@" + domain)
                .filter(form -> form.length() <= MAX_LENGTH)
                .map(EmailAddress::new);
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
