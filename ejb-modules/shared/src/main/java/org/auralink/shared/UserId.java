package org.auralink.shared;

import java.util.UUID;

/** A person's account. Does not print itself: ask for {@link #value()} where the id is really meant to leave. */
public record UserId(UUID value) {
    /** @throws IllegalArgumentException when the text is not a UUID */
    public static UserId of(String text) {
        return new UserId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return "UserId[redacted]";
    }
}
