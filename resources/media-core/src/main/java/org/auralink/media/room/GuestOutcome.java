package org.auralink.media.room;

/** Whether somebody of another room is a guest in this one. */
public sealed interface GuestOutcome {
    /** It is from now on. */
    record Hosted(Guest guest) implements GuestOutcome {}

    /** It was already. */
    record Present() implements GuestOutcome {}

    /** It is not. */
    record Refused(Reason reason) implements GuestOutcome {}

    /** Why not. */
    enum Reason {
        /** The room has as many participants as it may have. */
        ROOM_FULL,
        /** The room is over. */
        ROOM_CLOSED,
        /** Somebody else has its identity here. */
        IDENTITY_TAKEN
    }
}
