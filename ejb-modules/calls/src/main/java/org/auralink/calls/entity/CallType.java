package org.auralink.calls.entity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What kind of gathering a call is. Says how it is shown; only {@code ONE_TO_ONE} limits who may come. */
public enum CallType {
    ONE_TO_ONE,
    GROUP,
    CONFERENCE,
    BROADCAST;

    /** The name in the API and in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<CallType> parse(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName().equals(wireName))
                .findFirst();
    }
}
