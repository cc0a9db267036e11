package org.auralink.media.room;

/** Whether somebody was moved to another room. Who was not is where it was, as it was. */
public sealed interface MoveOutcome {
    /** It is in the other room. */
    record Moved(Participant participant) implements MoveOutcome {}

    /** It is not. */
    record Refused(Reason reason) implements MoveOutcome {}

    /** Why not. */
    enum Reason {
        /** Nobody has this identity. */
        NO_PARTICIPANT,
        /** The other room has as many participants as it may have. */
        ROOM_FULL,
        /** The other room is over. */
        ROOM_CLOSED,
        /** The client cannot be told at present, and would come back to the room where it was; or it is a guest's, elsewhere. */
        UNREACHABLE
    }
}
