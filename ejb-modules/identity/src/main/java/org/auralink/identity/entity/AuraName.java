package org.auralink.identity.entity;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The name in an AuraID: {@code @name.aura}. Three to thirty of {@code a-z 0-9 _ -}.
 */
public record AuraName(String value) {
    private static final int MIN_LENGTH = 3;
    private static final int MAX_LENGTH = 30;
    private static final String NAMELESS = "user";

    /** What is left of the wish, or of the e-mail's local part when nothing useful is wished for. */
    public static AuraName from(@Nullable String wish, EmailAddress email) {
        String name = sanitised(wish == null ? "" : wish);
        if (name.length() < MIN_LENGTH) {
            name = sanitised(email.localPart());
        }
        return new AuraName(name.length() < MIN_LENGTH ? NAMELESS + name : name);
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

    private static String sanitised(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replace('.', '-').replace(' ', '-');
        StringBuilder name = new StringBuilder();
        plain.chars()
                .filter(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-')
                .limit(MAX_LENGTH)
                .forEach(c -> name.append((char) c));
        return name.toString();
    }
}
