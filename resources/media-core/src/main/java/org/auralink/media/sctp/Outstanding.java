package org.auralink.media.sctp;

import java.util.Arrays;
import org.auralink.media.sctp.SentChunk.State;

/** Chunks of data sent and not acknowledged up to: which arrived, which are lost, which are given up. */
final class Outstanding {
    /** RFC 9260 7.2.4. */
    private static final int MISSING_UNTIL_LOST = 3;

    private static final int SMALLEST = 64;

    private final SctpLimits limits;
    private final SendQueue queue;
    private final SctpCounters counters;
    private final boolean mayAbandon;
    private SentChunk[] ring = new SentChunk[0];
    private long first;
    private long next;
    private long flight;
    private int lost;
    private long sends;

    // Of the acknowledgement that is looked at:
    private long acknowledged;
    private long newest;
    private long newestSentAt;
    private long highest;

    /** @param initialTsn our first */
    Outstanding(int initialTsn, SctpLimits limits, SendQueue queue, SctpCounters counters, boolean mayAbandon) {
        first = Integer.toUnsignedLong(initialTsn);
        next = first;
        this.limits = limits;
        this.queue = queue;
        this.counters = counters;
        this.mayAbandon = mayAbandon;
    }

    boolean isEmpty() {
        return first == next;
    }

    boolean isFull() {
        return next - first >= limits.maxOutstanding();
    }

    /** The first TSN that is not acknowledged up to. */
    long first() {
        return first;
    }

    /** The TSN that is sent next. */
    long next() {
        return next;
    }

    /** Bytes under way. */
    long flight() {
        return flight;
    }

    boolean hasLost() {
        return lost > 0;
    }

    SentChunk at(long tsn) {
        return ring[(int) tsn & ring.length - 1];
    }

    /** A new chunk with the next part of a message. */
    SentChunk add(OutgoingMessage message, int size) {
        if (message.sent == 0) {
            message.firstTsn = next;
        }
        message.lastTsn = next;
        return append(message, message.sent, size, State.IN_FLIGHT);
    }

    private SentChunk append(OutgoingMessage message, int offset, int size, State state) {
        if (next - first >= ring.length) {
            grow();
        }
        SentChunk chunk = at(next++);
        chunk.set(message, offset, size, state);
        return chunk;
    }

    private void grow() {
        SentChunk[] old = ring;
        SentChunk[] larger = new SentChunk[Math.max(SMALLEST, 2 * old.length)];
        for (long tsn = first; tsn < first + old.length; tsn++) {
            larger[(int) tsn & larger.length - 1] = old[(int) tsn & old.length - 1];
        }
        for (int n = 0; n < larger.length; n++) {
            if (larger[n] == null) {
                larger[n] = new SentChunk();
            }
        }
        ring = larger;
    }

    /** The chunk leaves now. */
    void sent(SentChunk chunk, long now) {
        if (chunk.state == State.LOST) {
            lost--;
            counters.addRetransmission();
        }
        chunk.state = State.IN_FLIGHT;
        chunk.transmissions++;
        chunk.missing = 0;
        chunk.sentAt = now;
        chunk.order = ++sends;
        flight += chunk.wireSize();
    }

    /** Looks at an acknowledgement: everything up to this arrived. */
    void acknowledgeUpTo(long tsn) {
        acknowledged = 0;
        newest = 0;
        newestSentAt = Long.MIN_VALUE;
        highest = tsn;
        while (first <= tsn) {
            SentChunk chunk = at(first);
            acknowledge(chunk);
            OutgoingMessage message = chunk.message();
            message.acknowledged += chunk.size;
            if (message.acknowledged == message.size && !message.abandoned) {
                queue.release(message);
            }
            chunk.message = null;
            first++;
        }
    }

    /** Goes on: these arrived too. Returns how many chunks that made to look at. */
    long acknowledgeBlock(long from, long to) {
        long last = Math.min(to, next - 1);
        long begin = Math.max(from, first);
        for (long tsn = begin; tsn <= last; tsn++) {
            if (acknowledge(at(tsn))) {
                highest = Math.max(highest, tsn);
            }
        }
        return Math.max(0, last - begin + 1);
    }

    private boolean acknowledge(SentChunk chunk) {
        if (chunk.state == State.ACKNOWLEDGED || chunk.state == State.ABANDONED) {
            return false;
        }
        if (chunk.state == State.LOST) {
            lost--;
        } else {
            flight -= chunk.wireSize();
        }
        chunk.state = State.ACKNOWLEDGED;
        acknowledged += chunk.wireSize();
        if (chunk.order > newest) {
            newest = chunk.order;
            newestSentAt = chunk.transmissions == 1 ? chunk.sentAt : Long.MIN_VALUE;
        }
        return true;
    }

    /** Bytes that the acknowledgement was the first to tell of. */
    long acknowledged() {
        return acknowledged;
    }

    /** When the newest of them was sent, if once only, as else nobody knows which was acknowledged; or the least value. */
    long measurable() {
        return newestSentAt;
    }

    /**
     * Ends it: what was overtaken three times is lost (RFC 9260 7.2.4). Only acknowledgements of what was sent after it
     * count, so a repetition can be found lost too, by what came after it; else one that is lost twice would wait for the
     * timeout, long after everything else arrived.
     *
     * @param upTo TSN before which is looked, or that of the highest new one if it is less
     * @param isAll whether nothing waits to be sent: where too little is under way to overtake something three times,
     *     less has to do (RFC 5827 3.2)
     * @return whether something was lost
     */
    boolean findLost(long now, long upTo, boolean isAll) {
        boolean found = false;
        long few = isAll ? Math.max(1, next - first - 1) : MISSING_UNTIL_LOST;
        long until = Math.min(few, MISSING_UNTIL_LOST);
        long end = Math.min(next, Math.max(highest, upTo));
        for (long tsn = first; tsn < end && newest > 0; tsn++) {
            SentChunk chunk = at(tsn);
            if (chunk.state == State.IN_FLIGHT && chunk.order < newest && ++chunk.missing >= until) {
                lose(chunk, now);
                found = true;
            }
        }
        return found;
    }

    /** Nothing was acknowledged in time: everything under way is lost (RFC 9260 6.3.3). */
    void loseAll(long now) {
        boolean some = flight > 0 || lost > 0 || isEmpty() || at(first).state == State.ABANDONED;
        long end = next;
        for (long tsn = first; tsn < end; tsn++) {
            SentChunk chunk = at(tsn);
            // If nothing is under way, the peer threw away what it had (6.2: it may).
            if (chunk.state == State.IN_FLIGHT || !some && chunk.state == State.ACKNOWLEDGED) {
                lose(chunk, now);
            }
        }
    }

    private void lose(SentChunk chunk, long now) {
        OutgoingMessage message = chunk.message();
        boolean tooOften = message.maxRetransmissions >= 0 && chunk.transmissions > message.maxRetransmissions;
        if (mayAbandon && (tooOften || message.isExpired(now))) {
            abandon(message);
            return;
        }
        if (chunk.state == State.IN_FLIGHT) {
            flight -= chunk.wireSize();
        }
        chunk.state = State.LOST;
        lost++;
    }

    /** Gives up lost chunks of messages whose time is over (RFC 3758 3.5). Returns the first that is lost, or the end. */
    long firstLost(long now, long from) {
        for (long tsn = Math.max(first, from); tsn < next && lost > 0; tsn++) {
            SentChunk chunk = at(tsn);
            if (chunk.state == State.LOST && mayAbandon && chunk.message().isExpired(now)) {
                abandon(chunk.message());
            }
            if (chunk.state == State.LOST) {
                return tsn;
            }
        }
        return next;
    }

    /** All parts of a message are given up with one (RFC 3758 3.5 A4); also those not sent, for which a TSN stands. */
    void abandon(OutgoingMessage message) {
        message.abandoned = true;
        counters.addAbandoned();
        queue.release(message);
        for (long tsn = Math.max(first, message.firstTsn); tsn <= message.lastTsn; tsn++) {
            SentChunk chunk = at(tsn);
            if (chunk.state == State.LOST) {
                lost--;
            } else if (chunk.state == State.IN_FLIGHT) {
                flight -= chunk.wireSize();
            }
            chunk.state = State.ABANDONED;
        }
        if (message.sent < message.size) {
            // The peer may have all that was sent: it has to hear that no more follows.
            queue.giveUpRest(message);
            append(message, message.size, 0, State.ABANDONED);
        }
    }

    /** The same of a message whose time is over and of which a part was not sent; false when it may not be given up. */
    boolean abandonUnsent(OutgoingMessage message) {
        if (!mayAbandon) {
            return false;
        }
        abandon(message);
        return true;
    }

    /** The last of the abandoned chunks in a row that come first; less than {@link #first} when there is none. */
    long abandonedUpTo() {
        long tsn = first;
        while (tsn < next && at(tsn).state == State.ABANDONED) {
            tsn++;
        }
        return tsn - 1;
    }

    /** Forgets everything. */
    void clear() {
        Arrays.fill(ring, null);
        ring = new SentChunk[0];
        first = next;
        flight = 0;
        lost = 0;
    }
}
