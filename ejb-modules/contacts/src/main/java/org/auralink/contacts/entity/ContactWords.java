package org.auralink.contacts.entity;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.auralink.shared.PlainText;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** What people enter about contacts, checked field by field. */
public final class ContactWords {
    private static final Pattern AURA_ID = Pattern.compile("@?([a-z0-9_-]{3,50})(?:\\.aura)?");

    /** As the column's check of accounts; a domain in another script is entered as its {@code xn--}. */
    private static final Pattern EMAIL = Pattern.compile("[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9.-]{1,190}");

    private ContactWords() {}

    /**
     * The name in an AuraID: {@code ada} of {@code @Ada.aura}, {@code @ada} and {@code ada}.
     *
     * @throws org.auralink.shared.RefusedException invalid, naming {@code aura_id}
     */
    public static String auraName(String text) {
        var found = AURA_ID.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!found.matches()) {
            throw Refusal.invalid("aura_id", "must be an AuraID such as @ada.aura.")
                    .asException();
        }
        return found.group(1);
    }

    /**
     * An address in the form in which accounts have theirs.
     *
     * @throws org.auralink.shared.RefusedException invalid, naming {@code email}
     */
    public static String email(String text) {
        String email = text.strip().toLowerCase(Locale.ROOT);
        if (!EMAIL.matcher(email).matches()) {
            throw Refusal.invalid("email", "must be an e-mail address.").asException();
        }
        return email;
    }

    /**
     * Each once, in the order in which they came.
     *
     * @throws org.auralink.shared.RefusedException invalid, naming {@code tags}
     */
    public static List<String> tags(List<@Nullable String> words) {
        if (words.size() > Limits.TAGS) {
            throw Refusal.invalid("tags", "may be at most " + Limits.TAGS + ".").asException();
        }
        Set<String> tags = new LinkedHashSet<>();
        for (String word : words) {
            tags.add(line("tags", word, Limits.TAG_LENGTH));
        }
        return new ArrayList<>(tags);
    }

    /**
     * What is looked for, in lower case as what it is compared with.
     *
     * @throws org.auralink.shared.RefusedException invalid, naming {@code q}
     */
    public static String search(String text) {
        return line("q", text, Limits.SEARCH_LENGTH).toLowerCase(Locale.ROOT);
    }

    /** @throws org.auralink.shared.RefusedException invalid, naming {@code tag} */
    public static String tag(String text) {
        return line("tag", text, Limits.TAG_LENGTH);
    }

    private static String line(String field, @Nullable String text, int most) {
        String line = text == null ? "" : text.strip();
        String objection = line.isEmpty() ? "must not be empty." : PlainText.objectionToLine(line);
        if (objection == null && line.codePointCount(0, line.length()) > most) {
            objection = "may have at most " + most + " characters.";
        }
        if (objection != null) {
            throw Refusal.invalid(field, objection).asException();
        }
        return line;
    }
}
