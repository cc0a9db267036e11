package org.auralink.calls.entity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a call stands. Moves forward: waiting, active, then ended or failed; back from ended to active only when its node
 * was taken for gone and was not.
 */
public enum CallStatus {
    /** Nobody has joined yet. */
    WAITING,
    /** The media node has seen somebody join. */
    ACTIVE,
    /** Over. */
    ENDED,
    /** Over because it could not take place. */
    FAILED;

    public boolean isOver() {
        return this == ENDED || this == FAILED;
    }

    /** The name in the API and in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<CallStatus> parse(String wireName) {
        return Arrays.stream(values())
                .filter(status -> status.wireName().equals(wireName))
                .findFirst();
    }
}
