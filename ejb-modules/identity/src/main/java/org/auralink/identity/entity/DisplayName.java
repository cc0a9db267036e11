package org.auralink.identity.entity;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What others read of a person, out of what they say about themselves: {@code name}, of one line and cut. */
final class DisplayName {
    private static final int MAX_DISPLAY_NAME = 100;

    private DisplayName() {}

    /** @return null for nothing that could be read */
    static @Nullable String of(Map<String, Object> metadata) {
        if (!(metadata.get("name") instanceof String name) || name.isBlank()) {
            return null;
        }
        String stripped = name.codePoints()
                .filter(character -> !Character.isISOControl(character))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        if (stripped.isEmpty()) {
            return null;
        }
        int end = stripped.offsetByCodePoints(
                0, Math.min(MAX_DISPLAY_NAME, stripped.codePointCount(0, stripped.length())));
        return stripped.substring(0, end);
    }
}
