package org.auralink.media.room.model;

/** Life of a participant, in the order of LiveKit's {@code ParticipantInfo.State}. It only moves forward. */
public enum ParticipantState {
    /** Admitted; the join response is not yet sent. */
    JOINING,
    /** Knows the room; its media connection is not yet up. */
    JOINED,
    /** Media flows. */
    ACTIVE,
    /** Gone. */
    DISCONNECTED
}
