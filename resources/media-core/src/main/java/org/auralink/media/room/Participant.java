package org.auralink.media.room;

import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.ParticipantState;

/** Somebody in a room, from admission to the end of the session. A handle for the node: pass it back to its room. */
public interface Participant {
    /** This session. */
    ParticipantSid sid();

    /** Who it is. */
    ParticipantIdentity identity();

    /** How far it has come. */
    ParticipantState state();

    /** What others are told about it at present. */
    ParticipantInfo info();
}
