package org.auralink.media.room;

/** Whether somebody was let in. */
public sealed interface JoinOutcome {
    /** Let in; the join response has been sent. */
    record Admitted(Participant participant) implements JoinOutcome {}

    /** Not let in; nothing was sent. */
    record Refused(Reason reason) implements JoinOutcome {}

    /** Why somebody was not let in. */
    enum Reason {
        /** {@code maxParticipants} are in the room. */
        ROOM_FULL,
        /** The room has closed; open another under the same name. */
        ROOM_CLOSED
    }
}
