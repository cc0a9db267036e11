package org.auralink.media.sctp;

import java.util.Arrays;

/**
 * Parts of one message that arrived and follow each other. A message's parts have TSNs in a row (RFC 9260 6.9), so what
 * follows belongs to the same one.
 */
final class FragmentRun {
    private static final int GROWN = 4_096;

    private final long first;
    private final int stream;
    private final int ssn;
    private final int ppid;
    private final boolean unordered;
    private final boolean begins;
    private boolean ends;
    private long next;
    private byte[] bytes;
    private int size;

    FragmentRun(long tsn, DataChunk chunk) {
        first = tsn;
        next = tsn + 1;
        stream = chunk.stream();
        ssn = chunk.ssn();
        ppid = chunk.ppid();
        unordered = chunk.isUnordered();
        begins = chunk.isFirst();
        ends = chunk.isLast();
        bytes = Arrays.copyOfRange(chunk.bytes(), chunk.payload(), chunk.payload() + chunk.payloadSize());
        size = bytes.length;
    }

    /** Whether this chunk is the part behind these. */
    boolean isFollowedBy(long tsn, DataChunk chunk) {
        return tsn == next
                && !ends
                && !chunk.isFirst()
                && stream == chunk.stream()
                && unordered == chunk.isUnordered()
                && (unordered || ssn == chunk.ssn());
    }

    /** Whether those are the parts behind these. */
    boolean isFollowedBy(FragmentRun other) {
        return other.first == next
                && !ends
                && !other.begins
                && stream == other.stream
                && unordered == other.unordered
                && (unordered || ssn == other.ssn);
    }

    void append(DataChunk chunk, int most) {
        append(chunk.bytes(), chunk.payload(), chunk.payloadSize(), most);
        ends = chunk.isLast();
        next++;
    }

    void append(FragmentRun other, int most) {
        append(other.bytes, 0, other.size, most);
        ends = other.ends;
        next = other.next;
    }

    private void append(byte[] buf, int from, int more, int most) {
        if (bytes.length < size + more) {
            int wanted = Math.max(size + more, Math.max(GROWN, 2 * bytes.length));
            bytes = Arrays.copyOf(bytes, Math.max(size + more, Math.min(most, wanted)));
        }
        System.arraycopy(buf, from, bytes, size, more);
        size += more;
    }

    /** TSN of the first of the parts. */
    long first() {
        return first;
    }

    /** TSN of the part that is missing behind them. */
    long next() {
        return next;
    }

    boolean begins() {
        return begins;
    }

    boolean isWhole() {
        return begins && ends;
    }

    boolean isUnordered() {
        return unordered;
    }

    int stream() {
        return stream;
    }

    int ssn() {
        return ssn;
    }

    int ppid() {
        return ppid;
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** Memory it takes. */
    int cost() {
        return bytes.length + SctpLimits.BOOKKEEPING;
    }
}
