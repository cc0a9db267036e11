package org.auralink.media.rtp;

import java.util.Arrays;

/**
 * Decides which packets of one stream to ask for again (RFC 4585 6.2.1): gaps are noted as they open, asked for after a
 * short wait for reordering, again once a round trip without success, and given up after some tries. Allocates only the
 * answer of {@link #toRequest}. One thread.
 */
public final class NackGenerator {
    /** Packets asked for at one time; a longer gap wants a key frame, not a storm of repetitions. */
    public static final int MAX_MISSING = 256;
    /** Requests per packet. Each waits a round trip, so ten of 100 ms are a second, the longest a jitter buffer waits. */
    public static final int MAX_TRIES = 10;
    /** Wait before the first request: reordering on real paths is nearly always within it. */
    private static final long REORDER_NANOS = 5_000_000;
    /** Round trip assumed until one is measured. */
    private static final long DEFAULT_RTT_NANOS = 100_000_000;
    /** Shortest time between two requests for one packet, on very short paths. */
    private static final long MIN_INTERVAL_NANOS = 20_000_000;

    private static final int[] NOTHING = new int[0];

    private final int[] missing = new int[MAX_MISSING];
    private final long[] dueNanos = new long[MAX_MISSING];
    private final int[] tries = new int[MAX_MISSING];
    private int count;
    private int highest = -1;
    private long rttNanos = DEFAULT_RTT_NANOS;
    private long givenUp;

    /** Tells the measured round trip time, which is how long to wait for an answer. */
    public void setRoundTrip(long nanos) {
        rttNanos = Math.max(MIN_INTERVAL_NANOS, nanos);
    }

    /**
     * Notes a packet that arrived, original or repeated.
     *
     * @return false when the stream jumped so far that everything missing was given up: ask for a key frame
     */
    public boolean onPacket(long now, int sequence) {
        if (highest < 0) {
            highest = sequence;
            return true;
        }
        int ahead = SequenceNumbers.distance(highest, sequence);
        if (ahead <= 0) {
            remove(sequence);
            return true;
        }
        int gap = ahead - 1;
        if (gap > MAX_MISSING) {
            givenUp += count;
            count = 0;
            highest = sequence;
            return false;
        }
        boolean kept = makeRoom(gap);
        for (int i = 1; i <= gap; i++) {
            missing[count] = highest + i & 0xffff;
            dueNanos[count] = now + REORDER_NANOS;
            tries[count++] = 0;
        }
        highest = sequence;
        return kept;
    }

    /** Sequence numbers to ask for now, ascending modulo 2^16 and so fit for one NACK packet; empty when none are due. */
    public int[] toRequest(long now) {
        int due = 0;
        int kept = 0;
        int[] found = NOTHING;
        for (int i = 0; i < count; i++) {
            if (dueNanos[i] <= now) {
                if (tries[i] == MAX_TRIES) {
                    givenUp++;
                    continue;
                }
                if (due == 0) {
                    found = new int[count - i];
                }
                found[due++] = missing[i];
                tries[i]++;
                dueNanos[i] = now + rttNanos;
            }
            move(i, kept++);
        }
        count = kept;
        return due == found.length ? found : Arrays.copyOf(found, due);
    }

    /** How many packets are missing and not given up. */
    public int missing() {
        return count;
    }

    /** How many packets were given up since the start. */
    public long givenUp() {
        return givenUp;
    }

    private boolean makeRoom(int wanted) {
        int surplus = count + wanted - MAX_MISSING;
        if (surplus <= 0) {
            return true;
        }
        givenUp += surplus;
        for (int i = surplus; i < count; i++) {
            move(i, i - surplus);
        }
        count -= surplus;
        return false;
    }

    private void remove(int sequence) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (missing[i] != sequence) {
                move(i, kept++);
            }
        }
        count = kept;
    }

    private void move(int from, int to) {
        missing[to] = missing[from];
        dueNanos[to] = dueNanos[from];
        tries[to] = tries[from];
    }
}
