package org.auralink.shared.web;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.auralink.shared.PlainText;
import org.jspecify.annotations.Nullable;

/** What the client of the running request calls itself ({@code User-Agent}, RFC 9110, 10.1.5). Nobody has checked it. */
@RequestScoped
public class CurrentDevice {
    /** Browsers' are shorter than that; in characters. */
    public static final int LONGEST = 200;

    private @Nullable String name;

    /** @param userAgent the header, if there is one; what is no plain text of it is left out, and what is too long */
    public void isCalled(@Nullable String userAgent) {
        String plain = (userAgent == null ? "" : userAgent)
                .codePoints()
                .filter(character -> PlainText.objectionToLine(Character.toString(character)) == null)
                .limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        this.name = plain.isEmpty() ? null : plain;
    }

    public Optional<String> name() {
        return Optional.ofNullable(name);
    }
}
