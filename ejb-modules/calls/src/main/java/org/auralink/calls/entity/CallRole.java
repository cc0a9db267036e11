package org.auralink.calls.entity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What somebody is in a call, the most powerful first. Who is what is decided by the database, {@code
 * private.role_in_call()}, and what a role may ask of the application stands beside it in {@code private.permissions()};
 * what it may do in the room, in {@link org.auralink.calls.control.RoleGrants}.
 */
public enum CallRole {
    /** Made the call. Stays so. */
    HOST,
    /** Mutes, removes, lets in, locks and ends. */
    MODERATOR,
    /** Takes part: speaks, shows the camera and the screen. */
    PARTICIPANT,
    /** Came by the link: speaks and shows the camera. */
    GUEST;

    /** The name in the API and in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for a role that this release does not know. */
    public static Optional<CallRole> parse(String wireName) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(wireName))
                .findFirst();
    }

    /** Whether it gets in past a lobby and a lock, and lets others in. */
    public boolean moderates() {
        return this == HOST || this == MODERATOR;
    }
}
