package org.auralink.media.room;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.auralink.media.sctp.channel.ChannelLimits;
import org.auralink.media.transport.TokenBucket;

/** What a participant has sent over its data channels: how far its numbers are, and how much it may make the room send. */
final class SentData {
    /** So much is always under way to somebody far away. */
    private static final int LITTLE = 128 * 1024;

    /** What was lent is paid back in pieces of this. */
    private static final long PIECE = 16 * 1024;

    private final TokenBucket bytes;
    private final long mostLent;
    private long lent;
    private final Set<Member> slower = new HashSet<>();
    private long last;

    SentData(RoomLimits limits) {
        bytes = new TokenBucket(limits.dataBytesPerSecond(), limits.dataBurstBytes());
        mostLent = limits.dataBurstBytes();
    }

    /**
     * Whether a reliable packet did not come before; a client that comes back repeats those that may have been lost.
     *
     * @param sequence from 1 on; 0 from clients that do not count
     */
    boolean isNew(long sequence) {
        if (sequence == 0) {
            return true;
        }
        boolean isNew = sequence > last;
        last = Math.max(last, sequence);
        return isNew;
    }

    /** Somebody got what it sent reliably, and is waited for if it has a lot to take yet. */
    void reached(long now, Member receiver) {
        if (receiver.connections().waitingData(now) >= LITTLE) {
            slower.add(receiver);
        }
    }

    /** It is in another room, and waits for nobody of the one before. */
    void moved() {
        slower.clear();
    }

    /** Whether it waits for anybody. */
    boolean isWaiting() {
        return lent > 0 || !slower.isEmpty();
    }

    /**
     * How much waits for the one who has most waiting, so that the sender sends no more than that one takes; the whole
     * window while it has sent more than it may.
     */
    long unread(long now) {
        if (owes(now)) {
            return ChannelLimits.DEFAULT.sctp().receiveBuffer();
        }
        long most = 0;
        for (Iterator<Member> each = slower.iterator(); each.hasNext(); ) {
            Member receiver = each.next();
            long waiting = receiver.isOver() ? 0 : receiver.connections().waitingData(now);
            if (waiting < LITTLE) {
                each.remove();
            }
            most = Math.max(most, waiting);
        }
        return most < LITTLE ? 0 : most;
    }

    /** Number of the last reliable packet that came, 0 for none. */
    long last() {
        return last;
    }

    /**
     * Whether it may make the room send so many bytes more. Of reliable ones some are lent, because they are under way
     * already when the sender is told to wait.
     */
    boolean maySend(long now, int size, boolean reliable) {
        if (bytes.take(now, size)) {
            return true;
        }
        boolean lends = reliable && lent + size <= mostLent;
        lent += lends ? size : 0;
        return lends;
    }

    private boolean owes(long now) {
        while (lent > 0 && bytes.take(now, Math.min(lent, PIECE))) {
            lent -= Math.min(lent, PIECE);
        }
        return lent > 0;
    }
}
