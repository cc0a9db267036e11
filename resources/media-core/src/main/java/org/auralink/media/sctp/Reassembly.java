package org.auralink.media.sctp;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.auralink.media.sctp.IncomingStream.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages of chunks, and delivers those of ordered streams in order (RFC 9260 6.5, 6.6, 6.9). A message in one
 * chunk whose turn it is is not copied. What is kept is counted, with what it takes besides its bytes.
 */
final class Reassembly {
    private final SctpLimits limits;
    private final MessageSink sink;
    private final TreeMap<Long, FragmentRun> runs = new TreeMap<>();
    private IncomingStream[] streams = new IncomingStream[0];
    private @Nullable FragmentRun latest;
    private long kept;

    Reassembly(SctpLimits limits, MessageSink sink) {
        this.limits = limits;
        this.sink = sink;
    }

    /** Bytes kept. */
    long kept() {
        return kept;
    }

    /** Bytes that may still come: the window to advertise. */
    long window() {
        return Math.max(0, limits.receiveBuffer() - kept);
    }

    /**
     * Whether a chunk can be kept. What fills the first gap always can, as it is what everything kept waits for; the
     * message in it may need as much as a message may have.
     *
     * @param first whether it is the first that is missing
     */
    boolean hasRoom(int size, boolean first) {
        long wanted = kept + size + SctpLimits.BOOKKEEPING;
        return wanted <= limits.receiveBuffer() + (first ? 2L * limits.maxMessage() : 0);
    }

    /**
     * Takes a chunk that did not arrive before.
     *
     * @return false when it makes a message larger than allowed
     */
    boolean add(long tsn, DataChunk chunk) {
        if (chunk.payloadSize() > limits.maxMessage()) {
            return false;
        }
        if (chunk.isFirst() && chunk.isLast()) {
            arrive(chunk);
            return true;
        }
        FragmentRun run = latest;
        if (run == null || !run.isFollowedBy(tsn, chunk)) {
            Map.Entry<Long, FragmentRun> before = runs.floorEntry(tsn);
            run = before == null ? null : before.getValue();
        }
        if (run == null || !run.isFollowedBy(tsn, chunk)) {
            run = new FragmentRun(tsn, chunk);
            runs.put(tsn, run);
            kept += run.cost();
        } else if (run.size() + chunk.payloadSize() > limits.maxMessage()) {
            return false;
        } else {
            kept -= run.cost();
            run.append(chunk, limits.maxMessage());
            kept += run.cost();
        }
        latest = run;
        return !run.begins() || absorb(run);
    }

    /** Joins what follows the beginning of a message; so each byte is moved once, in whatever order it came. */
    private boolean absorb(FragmentRun run) {
        FragmentRun behind = runs.get(run.next());
        while (behind != null && run.isFollowedBy(behind)) {
            if (run.size() + behind.size() > limits.maxMessage()) {
                return false;
            }
            forget(behind);
            kept -= run.cost();
            run.append(behind, limits.maxMessage());
            kept += run.cost();
            behind = runs.get(run.next());
        }
        if (run.isWhole()) {
            forget(run);
            arrive(run);
        }
        return true;
    }

    private void forget(FragmentRun run) {
        runs.remove(run.first());
        kept -= run.cost();
        if (run == latest) {
            latest = null;
        }
    }

    private void arrive(DataChunk chunk) {
        int from = chunk.payload();
        int size = chunk.payloadSize();
        int ahead = chunk.isUnordered() ? 0 : stream(chunk.stream()).ahead(chunk.ssn());
        if (ahead > 0) {
            byte[] copy = Arrays.copyOfRange(chunk.bytes(), from, from + size);
            keep(chunk.stream(), chunk.ssn(), new Waiting(chunk.ppid(), copy, size));
        } else if (ahead == 0) {
            deliver(chunk.stream(), chunk.isUnordered(), chunk.ppid(), chunk.bytes(), from, size);
        }
    }

    private void arrive(FragmentRun run) {
        int ahead = run.isUnordered() ? 0 : stream(run.stream()).ahead(run.ssn());
        if (ahead > 0) {
            keep(run.stream(), run.ssn(), new Waiting(run.ppid(), run.bytes(), run.size()));
        } else if (ahead == 0) {
            deliver(run.stream(), run.isUnordered(), run.ppid(), run.bytes(), 0, run.size());
        }
    }

    private void keep(int stream, int ssn, Waiting message) {
        if (stream(stream).keep(ssn, message)) {
            kept += message.cost();
        }
    }

    private void deliver(int stream, boolean unordered, int ppid, byte[] buf, int from, int size) {
        if (unordered) {
            sink.deliver(stream, ppid, buf, from, size);
            return;
        }
        IncomingStream ordered = stream(stream);
        ordered.advance();
        sink.deliver(stream, ppid, buf, from, size);
        deliverWaiting(stream, ordered);
    }

    private void deliverWaiting(int stream, IncomingStream ordered) {
        for (Waiting message = ordered.take(); message != null; message = ordered.take()) {
            kept -= message.cost();
            sink.deliver(stream, message.ppid(), message.bytes(), 0, message.size());
        }
    }

    private IncomingStream stream(int id) {
        if (id >= streams.length) {
            streams = Arrays.copyOf(streams, Math.max(id + 1, 2 * streams.length));
        }
        IncomingStream stream = streams[id];
        if (stream == null) {
            stream = new IncomingStream();
            streams[id] = stream;
        }
        return stream;
    }

    /**
     * Gives up what can never be complete, as nothing up to this TSN will come any more (RFC 3758 3.6). A message that
     * began before and goes on behind it, without a gap, is not among it.
     */
    void skipTo(long tsn) {
        var old = runs.headMap(tsn, true).values().iterator();
        while (old.hasNext()) {
            FragmentRun run = old.next();
            if (!run.begins() || run.next() <= tsn + 1) {
                old.remove();
                kept -= run.cost();
                if (run == latest) {
                    latest = null;
                }
            }
        }
    }

    /** Messages of a stream up to this number will not come any more; those that did are delivered. */
    void skipTo(int stream, int ssn) {
        IncomingStream ordered = stream(stream);
        if (ordered.ahead(ssn) < 0) {
            return;
        }
        for (Waiting message = ordered.takeUpTo(ssn); message != null; message = ordered.takeUpTo(ssn)) {
            kept -= message.cost();
            sink.deliver(stream, message.ppid(), message.bytes(), 0, message.size());
        }
        deliverWaiting(stream, ordered);
    }

    /** The next message of that stream has number zero (RFC 6525 5.2.2). */
    void reset(int stream) {
        if (stream < streams.length && streams[stream] != null) {
            kept -= streams[stream].reset();
        }
    }

    /** The same of all streams. */
    void resetAll() {
        for (int stream = 0; stream < streams.length; stream++) {
            reset(stream);
        }
    }

    /** Forgets everything. */
    void clear() {
        runs.clear();
        latest = null;
        resetAll();
        kept = 0;
    }
}
