package org.auralink.media.room;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.SignalSink;
import org.jspecify.annotations.Nullable;

/**
 * Whether a participant can be reached: by signalling, which may come back, and by media. Somebody stays as long as one
 * of both is there.
 */
final class Reachability {
    /** Departures remembered while signalling is away; who missed more is told who is here, which is nearly as good. */
    private static final int MAX_MISSED = 500;

    private @Nullable SignalSink sink;
    private final List<ParticipantInfo> missed = new ArrayList<>();
    private long loseUntil;
    private boolean loseSilently;
    private boolean interrupted;
    private long interruptedAt;
    private boolean closed;
    private long closedAt;

    Reachability(SignalSink sink) {
        this.sink = sink;
    }

    boolean isReachable() {
        return sink != null;
    }

    /** Whether this is the present signalling connection. */
    boolean isReachedBy(SignalSink other) {
        return sink == other;
    }

    void send(ServerSignal signal) {
        SignalSink present = sink;
        if (present != null) {
            present.send(signal);
        }
    }

    /** The signalling connection is gone. */
    void signalLost() {
        sink = null;
    }

    /** Ends the signalling connection without a word. */
    void hangUp() {
        SignalSink present = sink;
        sink = null;
        if (present != null) {
            present.hangUp();
        }
    }

    /**
     * The signalling connection of the next resume, if it comes soon, is lost as well.
     *
     * @param silently before anything is said over it, or else after what a resumed session is told
     */
    void loseWithResume(long now, boolean silently) {
        loseUntil = now + RoomTimes.LOSE_WITHIN;
        loseSilently = silently;
    }

    /** Whether the resume of this moment loses its connection in this way; it does so once. */
    boolean losesWithResume(long now, boolean silently) {
        if (now >= loseUntil || loseSilently != silently) {
            return false;
        }
        loseUntil = 0;
        return true;
    }

    /** Signalling is back; returns who left meanwhile. */
    List<ParticipantInfo> signalBack(SignalSink newSink) {
        sink = newSink;
        List<ParticipantInfo> left = List.copyOf(missed);
        missed.clear();
        return left;
    }

    /** Somebody left. */
    void departed(ParticipantInfo participant) {
        if (sink == null && missed.size() < MAX_MISSED) {
            missed.add(participant);
        }
    }

    /** No checks come on the primary connection. */
    void interrupted(long now) {
        if (!interrupted) {
            interrupted = true;
            interruptedAt = now;
        }
    }

    /** They come again. */
    void resumed() {
        interrupted = false;
    }

    boolean isInterrupted() {
        return interrupted;
    }

    /** Its client closed a media connection, which does not come back. */
    void closed(long now) {
        if (!closed) {
            closed = true;
            closedAt = now;
        }
    }

    /** Whether its client closed its media, and has had the time to say why. */
    boolean isClosed(long now) {
        return closed && (sink == null || now - closedAt >= RoomTimes.LAST_WORDS);
    }

    /** Whether both signalling and media have been away for long enough. */
    boolean isGone(long now) {
        return sink == null && interrupted && now - interruptedAt >= RoomTimes.GONE_AFTER;
    }
}
