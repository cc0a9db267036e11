package org.auralink.media.sctp;

/** A message on its way: the bytes, which are not copied, and how far it got. */
final class OutgoingMessage {
    static final long NEVER = Long.MAX_VALUE;

    final OutgoingStream stream;
    final int ppid;
    final byte[] bytes;
    final int from;
    final int size;
    final boolean unordered;
    /** Negative: no bound. */
    final long maxRetransmissions;
    /** Nanoseconds of the association's clock. */
    final long expiresAt;

    /** Bytes that were given to chunks. */
    int sent;
    /** Bytes that the peer has for certain. */
    int acknowledged;

    int ssn;
    long firstTsn;
    long lastTsn;
    boolean abandoned;

    OutgoingMessage(
            OutgoingStream stream, int ppid, byte[] bytes, int from, int size, Delivery delivery, long expiresAt) {
        this.stream = stream;
        this.ppid = ppid;
        this.bytes = bytes;
        this.from = from;
        this.size = size;
        unordered = !delivery.ordered();
        maxRetransmissions = delivery.maxRetransmissions();
        this.expiresAt = expiresAt;
    }

    boolean isExpired(long now) {
        return expiresAt <= now;
    }

    /** Memory it takes. */
    int cost() {
        return size + SctpLimits.BOOKKEEPING;
    }
}
