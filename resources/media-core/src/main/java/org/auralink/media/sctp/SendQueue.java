package org.auralink.media.sctp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait to be sent, and the memory of those that are not acknowledged. Streams take turns so that each gets
 * its share of the bytes, message by message: the parts of one have TSNs in a row (RFC 9260 6.9), so none can come
 * between.
 */
final class SendQueue {
    private final SctpLimits limits;
    private final SctpCounters counters;
    private final PriorityQueue<OutgoingStream> turns = new PriorityQueue<>();
    private final ArrayDeque<OutgoingStream> low = new ArrayDeque<>();
    private final List<OutgoingStream> draining = new ArrayList<>();
    private OutgoingStream[] streams = new OutgoingStream[0];
    private @Nullable OutgoingMessage current;
    private long turn;
    private long held;

    SendQueue(SctpLimits limits, SctpCounters counters) {
        this.limits = limits;
        this.counters = counters;
    }

    /** Adds a message; its bytes must not change any more. */
    SendOutcome add(long now, int id, int ppid, byte[] bytes, int from, int size, Delivery delivery) {
        if (size == 0 || size > limits.maxMessage()) {
            return SendOutcome.BAD_SIZE;
        }
        OutgoingStream stream = id < limits.maxStreams() ? stream(id) : null;
        if (stream == null || !stream.isOpen()) {
            return SendOutcome.NOT_OPEN;
        }
        long lifetime = delivery.lifetimeMillis();
        long expiresAt = lifetime == Delivery.UNLIMITED ? OutgoingMessage.NEVER : now + lifetime * 1_000_000;
        var message = new OutgoingMessage(stream, ppid, bytes, from, size, delivery, expiresAt);
        if (delivery.isLossy()) {
            makeRoom(stream, message.cost());
        }
        if (held + message.cost() > limits.sendBuffer()) {
            return SendOutcome.BUFFER_FULL;
        }
        held += message.cost();
        stream.waiting.add(message);
        stream.buffered += size;
        schedule(stream);
        return SendOutcome.QUEUED;
    }

    /** The oldest that may be lost and wait go first. */
    private void makeRoom(OutgoingStream stream, int cost) {
        Iterator<OutgoingMessage> oldest = stream.waiting.iterator();
        while (oldest.hasNext()
                && (stream.buffered + cost > limits.lossyBuffer() || held + cost > limits.sendBuffer())) {
            OutgoingMessage message = oldest.next();
            if (message.maxRetransmissions >= 0 || message.expiresAt != OutgoingMessage.NEVER) {
                oldest.remove();
                drop(message);
            }
        }
    }

    private void drop(OutgoingMessage message) {
        counters.addAbandoned();
        held -= message.cost();
        noteLess(message.stream, message.size);
    }

    private void noteLess(OutgoingStream stream, long bytes) {
        if (stream.less(bytes)) {
            low.add(stream);
        }
    }

    private void schedule(OutgoingStream stream) {
        if (!stream.scheduled && !stream.waiting.isEmpty() && stream.maySend()) {
            stream.scheduled = true;
            // Who had nothing to send does not get the turns it did not use.
            stream.turn = Math.max(stream.turn, turn);
            turns.add(stream);
        }
    }

    /** The message whose next part is to leave, null when nothing waits. Those whose time is over are dropped. */
    @Nullable
    OutgoingMessage next(long now) {
        OutgoingMessage message = current;
        if (message != null && (message.sent > 0 || !message.isExpired(now))) {
            return message;
        }
        if (message != null) {
            current = null;
            drop(message);
        }
        for (OutgoingStream stream = turns.poll(); stream != null; stream = turns.poll()) {
            stream.scheduled = false;
            turn = stream.turn;
            message = stream.waiting.poll();
            stream.turn += message == null ? 0 : message.cost();
            schedule(stream);
            if (message != null && !message.isExpired(now)) {
                current = message;
                return message;
            }
            if (message != null) {
                drop(message);
            }
        }
        return null;
    }

    /** A part of the present message was given to a chunk. */
    void sent(OutgoingMessage message, int size) {
        OutgoingStream stream = message.stream;
        if (message.sent == 0 && !message.unordered) {
            message.ssn = stream.nextSsn;
            stream.nextSsn = stream.nextSsn + 1 & 0xffff;
        }
        message.sent += size;
        if (message.sent == message.size) {
            current = null;
        }
        noteLess(stream, size);
    }

    /** What was not sent of it never will be. */
    void giveUpRest(OutgoingMessage message) {
        if (message == current) {
            current = null;
        }
        noteLess(message.stream, message.size - message.sent);
        message.sent = message.size;
    }

    /** Its bytes are needed no more. */
    void release(OutgoingMessage message) {
        held -= message.cost();
    }

    /** Whether nothing waits. */
    boolean isEmpty() {
        return current == null && turns.isEmpty();
    }

    /** Bytes of what is not acknowledged, or waits, with what it takes besides. */
    long held() {
        return held;
    }

    /** Bytes that wait on a stream. */
    long buffered(int id) {
        return id < streams.length && streams[id] != null ? streams[id].buffered : 0;
    }

    void lowThreshold(int id, long bytes) {
        stream(id).lowThreshold = bytes;
    }

    /** A stream on which little waits now, each once; -1 when there is none to tell of. */
    int pollLow() {
        OutgoingStream stream = low.poll();
        if (stream == null) {
            return -1;
        }
        stream.low = false;
        return stream.id;
    }

    /** The stream takes no messages any more and is to be reset when those it has are sent; false when it is already. */
    boolean drain(int id) {
        OutgoingStream stream = stream(id);
        if (!stream.isOpen()) {
            return false;
        }
        if (stream.phase == OutgoingStream.Phase.OPEN) {
            stream.phase = OutgoingStream.Phase.DRAINING;
            draining.add(stream);
        } else {
            stream.phase = OutgoingStream.Phase.DRAINING_AGAIN;
        }
        return true;
    }

    /** Whether a stream has sent everything and can be reset. */
    boolean hasDrained() {
        for (OutgoingStream stream : draining) {
            if (isDrained(stream)) {
                return true;
            }
        }
        return false;
    }

    /** Streams that have sent everything, {@code most} at most; each is told once. */
    int[] takeDrained(int most) {
        int[] ids = new int[Math.min(most, draining.size())];
        int count = 0;
        Iterator<OutgoingStream> candidates = draining.iterator();
        while (candidates.hasNext() && count < ids.length) {
            OutgoingStream stream = candidates.next();
            if (isDrained(stream)) {
                candidates.remove();
                stream.phase = OutgoingStream.Phase.RESETTING;
                ids[count++] = stream.id;
            }
        }
        return Arrays.copyOf(ids, count);
    }

    private boolean isDrained(OutgoingStream stream) {
        OutgoingMessage present = current;
        return stream.waiting.isEmpty() && (present == null || present.stream != stream);
    }

    /**
     * The peer answered: what was held back may leave (RFC 6525 5.2.7).
     *
     * @param anew whether the peer knows that their numbers begin at zero
     */
    void reset(int id, boolean anew) {
        OutgoingStream stream = stream(id);
        stream.nextSsn = anew ? 0 : stream.nextSsn;
        boolean again = stream.phase == OutgoingStream.Phase.DRAINING_AGAIN;
        stream.phase = again ? OutgoingStream.Phase.DRAINING : OutgoingStream.Phase.OPEN;
        if (again) {
            draining.add(stream);
        }
        schedule(stream);
    }

    private OutgoingStream stream(int id) {
        if (id >= streams.length) {
            streams = Arrays.copyOf(streams, Math.max(id + 1, 2 * streams.length));
        }
        OutgoingStream stream = streams[id];
        if (stream == null) {
            stream = new OutgoingStream(id);
            streams[id] = stream;
        }
        return stream;
    }

    /** Forgets everything, also how far streams were. */
    void clear() {
        streams = new OutgoingStream[0];
        turns.clear();
        low.clear();
        draining.clear();
        current = null;
        held = 0;
    }
}
