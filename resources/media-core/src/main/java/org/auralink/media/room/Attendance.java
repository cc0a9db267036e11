package org.auralink.media.room;

import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.ParticipantState;

/** How far somebody has come in a room, from joining to having left; in another room it begins anew. */
final class Attendance {
    private ParticipantSid sid;
    private long sinceMs;
    private ParticipantState state = ParticipantState.JOINING;
    private DisconnectReason reason = DisconnectReason.UNKNOWN_REASON;
    private int version = 1;
    private boolean wasActive;

    /** @param sinceMs milliseconds since 1970 */
    Attendance(ParticipantSid sid, long sinceMs) {
        this.sid = sid;
        this.sinceMs = sinceMs;
    }

    ParticipantSid sid() {
        return sid;
    }

    long sinceMs() {
        return sinceMs;
    }

    ParticipantState state() {
        return state;
    }

    /** Why it ended; unknown until then. */
    DisconnectReason reason() {
        return reason;
    }

    /** Rises with each change that others are told. */
    int version() {
        return version;
    }

    boolean isOver() {
        return state == ParticipantState.DISCONNECTED;
    }

    boolean wasActive() {
        return wasActive;
    }

    /** The join response was sent. */
    void joined() {
        state = ParticipantState.JOINED;
    }

    /** Media can flow. */
    void active() {
        wasActive = true;
        state = ParticipantState.ACTIVE;
    }

    /** Others will be told something different. */
    void nextVersion() {
        version++;
    }

    void end(DisconnectReason why) {
        state = ParticipantState.DISCONNECTED;
        reason = why;
        version++;
    }

    /** It goes on in another room, as a session of its own there. */
    void beginAnew(ParticipantSid there, long thereSinceMs) {
        sid = there;
        sinceMs = thereSinceMs;
        state = wasActive ? ParticipantState.ACTIVE : ParticipantState.JOINED;
        reason = DisconnectReason.UNKNOWN_REASON;
        version++;
    }
}
