package org.auralink.media.rtp;

/** Arithmetic on 16 bit RTP sequence numbers, which wrap (RFC 3550 5.1, RFC 1982). */
public final class SequenceNumbers {
    private SequenceNumbers() {}

    /** How far {@code to} is ahead of {@code from}: -32768..32767, negative when it is behind. */
    public static int distance(int from, int to) {
        return (short) (to - from);
    }

    /** Whether {@code a} comes after {@code b}. */
    public static boolean isNewer(int a, int b) {
        return distance(b, a) > 0;
    }

    /** The 48 bit index nearest to {@code reference} whose low 16 bits are {@code sequence} (RFC 3711 3.3.1). */
    public static long unwrap(long reference, int sequence) {
        return reference + distance((int) reference & 0xffff, sequence);
    }
}
