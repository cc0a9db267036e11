package org.auralink.calls.entity;

import java.util.Optional;
import java.util.UUID;

/** A call; also the name of its room on the media node. */
public record CallId(UUID value) {

    /** A call that does not exist yet. */
    public static CallId fresh() {
        return new CallId(UUID.randomUUID());
    }

    /** Empty when the text is no call's id, for example the name of a room that somebody else opened. */
    public static Optional<CallId> parse(String text) {
        // UUID.fromString also takes shortened groups; a room of such a name is not ours.
        if (text.length() != 36) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CallId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The name of the call's room. */
    public String roomName() {
        return value.toString();
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
