package org.auralink.identity.entity;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The name in an AuraID: {@code @name.aura}. Three to thirty of {@code a-z 0-9 _ -}.
 */
public record AuraName(String value) {
    private static final int MIN_LENGTH = 3;
    private static final int MAX_LENGTH = 30;
    private static final int MOST_TYPED = 255;
    private static final String NAMELESS = "user";
    private static final Pattern WRITTEN =
            Pattern.compile("@?([a-z0-9_-]{" + MIN_LENGTH + "," + MAX_LENGTH + "})(?:\\.aura)?");

    /** What is left of the wish; empty when that is nothing useful. */
    public static Optional<AuraName> wished(@Nullable String wish) {
        String name = sanitised(wish == null ? "" : wish);
        return name.length() < MIN_LENGTH ? Optional.empty() : Optional.of(new AuraName(name));
    }

    /**
     * The name that somebody wrote, letter by letter, as {@code ada} or as {@code @ada.aura}; capitals are small letters.
     *
     * @throws org.auralink.shared.RefusedException invalid, naming {@code aura_id}
     */
    public static AuraName written(@Nullable String text) {
        Matcher found = WRITTEN.matcher(text == null ? "" : text.strip().toLowerCase(Locale.ROOT));
        if (!found.matches()) {
            throw Refusal.invalid(
                            "aura_id",
                            "must have " + MIN_LENGTH + " to " + MAX_LENGTH
                                    + " of the letters a to z, digits, hyphens and underscores.")
                    .asException();
        }
        return new AuraName(found.group(1));
    }

    /** What is left of the local part of the address. */
    public static AuraName suggestedBy(EmailAddress email) {
        String name = sanitised(email.localPart());
        return new AuraName(name.length() < MIN_LENGTH ? NAMELESS + name : name);
    }

    /** Of somebody who has no name that may be shown; a number will follow. */
    public static AuraName nameless() {
        return new AuraName(NAMELESS);
    }

    /** The same name with a number behind it, within the length. */
    public AuraName withSuffix(int number) {
        String suffix = Integer.toString(number);
        int kept = Math.min(value.length(), MAX_LENGTH - suffix.length());
        return new AuraName(value.substring(0, kept) + suffix);
    }

    public String auraId() {
        return "@" + value + ".aura";
    }

    /** No wish is that long, and normalizing costs time. */
    private static String start(String text) {
        return text.substring(0, Math.min(text.length(), MOST_TYPED));
    }

    private static String sanitised(String text) {
        // Full width and other compatibility forms are the letters that they show.
        String plain = Normalizer.normalize(start(text), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace('.', '-')
                .replace(' ', '-');
        StringBuilder name = new StringBuilder();
        plain.chars()
                .filter(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-')
                .limit(MAX_LENGTH)
                .forEach(c -> name.append((char) c));
        return name.toString();
    }
}
