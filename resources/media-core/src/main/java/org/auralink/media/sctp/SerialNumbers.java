package org.auralink.media.sctp;

/**
 * TSNs and stream sequence numbers wrap (RFC 9260 1.6, RFC 1982). Inside an association they are 64 bits wide, the low 32
 * or 16 of which are on the wire, so that they compare like any numbers.
 */
final class SerialNumbers {
    private SerialNumbers() {}

    /** The number nearest to {@code reference} whose low 32 bits are these. */
    static long unwrapTsn(long reference, int tsn) {
        return reference + (tsn - (int) reference);
    }

    /** How far {@code to} is ahead of {@code from} modulo 2^16; negative when it is behind. */
    static int ssnDistance(int from, int to) {
        return (short) (to - from);
    }
}
