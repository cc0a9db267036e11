package org.auralink.calls.entity;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Whom somebody inside has to let in. Who moderates is never held up. */
public enum LobbyMode {
    OFF,
    GUESTS,
    EVERYONE;

    /** The name in the API and in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Of what was asked for.
     *
     * @throws org.auralink.shared.RefusedException invalid, naming the field {@code lobby}
     */
    public static LobbyMode check(@Nullable String wireName) {
        return Arrays.stream(values())
                .filter(mode -> mode.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("lobby", "must be one of " + names() + ".")
                        .asException());
    }

    /** Of what stands in the database. */
    public static LobbyMode parse(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    private static String names() {
        return Arrays.stream(values()).map(LobbyMode::wireName).collect(Collectors.joining(", "));
    }

    /** Whether somebody of that role waits until they are let in. */
    public boolean holds(CallRole role) {
        return switch (this) {
            case OFF -> false;
            case GUESTS -> role == CallRole.GUEST;
            case EVERYONE -> !role.moderates();
        };
    }
}
