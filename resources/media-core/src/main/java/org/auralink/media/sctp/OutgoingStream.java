package org.auralink.media.sctp;

import java.util.ArrayDeque;

/** Messages of one stream that wait to be sent. */
final class OutgoingStream implements Comparable<OutgoingStream> {
    /** Where it is on its way to being reset (RFC 6525 5.1.2). */
    enum Phase {
        /** Takes messages. */
        OPEN,
        /** Takes none; what it has is sent first. */
        DRAINING,
        /** The peer was asked. What is added is held back until it answers (RFC 6525 5.1.2). */
        RESETTING,
        /** The peer was asked, and is to be asked again. */
        DRAINING_AGAIN
    }

    final int id;
    final ArrayDeque<OutgoingMessage> waiting = new ArrayDeque<>();
    Phase phase = Phase.OPEN;
    /** Bytes that were not given to chunks yet. */
    long buffered;
    /** At or below which is said that little waits; negative when nobody wants to know. */
    long lowThreshold = -1;
    /** When its turn comes: it grows by the bytes sent, so who sent less comes first. Changes while not scheduled only. */
    long turn;
    /** Whether it is among those whose turn comes. */
    boolean scheduled;
    /** Whether it fell to the threshold and nobody was told. */
    boolean low;

    int nextSsn;

    OutgoingStream(int id) {
        this.id = id;
    }

    @Override
    public int compareTo(OutgoingStream other) {
        return turn == other.turn ? Integer.compare(id, other.id) : Long.compare(turn, other.turn);
    }

    /** Whether it takes messages. */
    boolean isOpen() {
        return phase == Phase.OPEN || phase == Phase.RESETTING;
    }

    /** Whether what it has may leave. */
    boolean maySend() {
        return phase == Phase.OPEN || phase == Phase.DRAINING;
    }

    /** That many bytes wait no longer; true when that is to be told. */
    boolean less(long bytes) {
        boolean above = buffered > lowThreshold;
        buffered -= bytes;
        if (above && buffered <= lowThreshold && !low) {
            low = true;
            return true;
        }
        return false;
    }
}
