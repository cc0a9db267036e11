package org.auralink.media.node.signal;

import java.util.concurrent.ConcurrentHashMap;
import org.auralink.media.room.model.ParticipantSid;

/** The one signalling connection that each participant has. */
public final class OpenSessions {
    private final ConcurrentHashMap<ParticipantSid, SignalSession> bySid = new ConcurrentHashMap<>();

    /** This connection serves the participant from now on; the one before is closed. */
    void serves(ParticipantSid sid, SignalSession session) {
        SignalSession before = bySid.put(sid, session);
        if (before != null && before != session) {
            before.superseded();
        }
    }

    /** This connection is gone. */
    void ended(ParticipantSid sid, SignalSession session) {
        bySid.remove(sid, session);
    }

    /** Open connections. */
    public int count() {
        return bySid.size();
    }
}
