package org.auralink.quality.entity;

import java.util.Locale;
import java.util.Optional;

/** How far an alert has come. */
public enum AlertStatus {
    OPEN,
    ACKNOWLEDGED,
    RESOLVED;

    /** As the API and the database write it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The opposite of {@link #wireName}; empty for another word. */
    public static Optional<AlertStatus> parse(String word) {
        for (AlertStatus status : values()) {
            if (status.wireName().equals(word)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
