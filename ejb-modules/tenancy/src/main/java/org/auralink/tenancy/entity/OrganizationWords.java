package org.auralink.tenancy.entity;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.auralink.shared.PlainText;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** What people enter about organizations, checked field by field. */
public final class OrganizationWords {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");

    /** As the column's check; a domain in another script is entered as its {@code xn--}. */
    private static final Pattern EMAIL = Pattern.compile("[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9.-]{1,190}");

    private OrganizationWords() {}

    /** @throws org.auralink.shared.RefusedException invalid, naming {@code name} */
    public static String name(@Nullable String text) {
        String name = text == null ? "" : text.strip();
        String objection = name.isEmpty() ? "must not be empty." : PlainText.objectionToLine(name);
        if (objection == null && name.codePointCount(0, name.length()) > Limits.NAME_LENGTH) {
            objection = "may have at most " + Limits.NAME_LENGTH + " characters.";
        }
        if (objection != null) {
            throw Refusal.invalid("name", objection).asException();
        }
        return name;
    }

    /** @throws org.auralink.shared.RefusedException invalid, naming {@code slug} */
    public static String slug(String text) {
        boolean fits = text.length() >= Limits.SLUG_SHORTEST && text.length() <= Limits.SLUG_LONGEST;
        if (!fits || !SLUG.matcher(text).matches()) {
            throw Refusal.invalid(
                            "slug",
                            "must have " + Limits.SLUG_SHORTEST + " to " + Limits.SLUG_LONGEST
                                    + " lower-case letters, digits and single hyphens between them.")
                    .asException();
        }
        return text;
    }

    /**
     * An address in the form in which accounts have theirs.
     *
     * @throws org.auralink.shared.RefusedException invalid, naming {@code email}
     */
    public static String email(@Nullable String text) {
        String email = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
        if (!EMAIL.matcher(email).matches()) {
            throw Refusal.invalid("email", "must be an e-mail address.").asException();
        }
        return email;
    }

    /** @throws org.auralink.shared.RefusedException invalid, naming {@code role} */
    public static Role role(@Nullable String text) {
        return Arrays.stream(Role.givable())
                .filter(role -> role.wireName().equals(text))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                                "role",
                                "must be one of "
                                        + Arrays.stream(Role.givable())
                                                .map(Role::wireName)
                                                .collect(Collectors.joining(", "))
                                        + ".")
                        .asException());
    }
}
