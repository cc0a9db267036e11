package org.auralink.media.room;

import org.auralink.media.transport.TokenBucket;

/** What a participant has sent over its data channels: how far its numbers are, and how much it may make the room send. */
final class SentData {
    private final TokenBucket bytes;
    private long last;

    SentData(RoomLimits limits) {
        bytes = new TokenBucket(limits.dataBytesPerSecond(), limits.dataBurstBytes());
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

    /** Number of the last reliable packet that came, 0 for none. */
    long last() {
        return last;
    }

    /** Whether it may make the room send so many bytes more. */
    boolean maySend(long now, int size) {
        return bytes.take(now, size);
    }
}
