package org.auralink.identity.entity;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Domain names in one form: lower-case ASCII, other scripts as {@code xn--} (IDNA 2008, RFC 5891; mapped before as UTS 46
 * does without its transitional part, so that {@code straße} and {@code strasse} are the two domains that they are).
 */
final class DomainName {
    private static final Pattern ASCII_LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final String PREFIX = "xn--";

    /** Normalizing makes 18 characters of one at worst. */
    private static final int MOST_TYPED = 255;

    private DomainName() {}

    /** @return empty for what is no domain name, among them one with a dot at the end */
    static Optional<String> ascii(String text) {
        if (text.length() > MOST_TYPED) {
            return Optional.empty();
        }
        String[] labels = normal(text).split("\\.", -1);
        String ascii = Arrays.stream(labels)
                .map(DomainName::label)
                .map(it -> it.orElse(""))
                .collect(Collectors.joining("."));
        boolean whole = Arrays.stream(ascii.split("\\.", -1)).noneMatch(String::isEmpty);
        return whole ? Optional.of(ascii) : Optional.empty();
    }

    /** Compatibility forms, ideographic dots and capital letters away. */
    private static String normal(String text) {
        StringBuilder lower = new StringBuilder();
        // One by one: in a word, Java makes another letter of a sigma at its end.
        Normalizer.normalize(text, Normalizer.Form.NFKC)
                .codePoints()
                .forEach(c ->
                        lower.append(Character.toString(c == 0x3002 ? '.' : c).toLowerCase(Locale.ROOT)));
        return Normalizer.normalize(lower, Normalizer.Form.NFKC);
    }

    private static Optional<String> label(String label) {
        if (label.startsWith(PREFIX)) {
            // An encoding of what would be encoded otherwise is a second spelling.
            return Punycode.decode(label.substring(PREFIX.length()))
                    .filter(decoded -> normal(decoded).equals(decoded))
                    .flatMap(DomainName::encoded)
                    .filter(label::equals);
        }
        boolean plain = label.chars().allMatch(c -> c < 0x80);
        return (plain ? Optional.of(label) : encoded(label))
                .filter(it -> ASCII_LABEL.matcher(it).matches());
    }

    private static Optional<String> encoded(String label) {
        boolean foreign = label.codePoints().anyMatch(c -> c >= 0x80);
        boolean allowed = label.codePoints().allMatch(c -> c == '-' || Character.isLetterOrDigit(c) || isMark(c));
        boolean framed = label.startsWith("-") || label.endsWith("-") || isMark(label.codePointAt(0));
        return foreign && allowed && !framed ? Punycode.encode(label).map(PREFIX::concat) : Optional.empty();
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }
}
