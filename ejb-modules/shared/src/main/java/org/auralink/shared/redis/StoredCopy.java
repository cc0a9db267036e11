package org.auralink.shared.redis;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A copy as it is kept.
 *
 * @param at when its reading began, milliseconds since 1970
 * @param mark of the last change of its subject then
 */
record StoredCopy(long at, String mark, String text) {
    private static final int PARTS = 3;

    boolean isFresh(String present, long now, Duration fresh) {
        return mark.equals(present) && now - at < fresh.toMillis();
    }

    Copy copy(long now, @Nullable String fallback) {
        return new Copy(text, Duration.ofMillis(Math.max(0, now - at)), fallback);
    }

    String written() {
        return at + " " + mark + " " + text;
    }

    /** Null when it is not of this form: another release wrote it. */
    static @Nullable StoredCopy parse(String written) {
        String[] parts = written.split(" ", PARTS);
        try {
            return parts.length == PARTS ? new StoredCopy(Long.parseLong(parts[0]), parts[1], parts[2]) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
