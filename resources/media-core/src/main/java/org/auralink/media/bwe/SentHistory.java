package org.auralink.media.bwe;

/**
 * What was sent on one connection lately, by transport-wide sequence number: when, how much, as part of which probe, and what
 * became of it. A ring of numbers; what is older than its length is forgotten, and whatever is said of it then is ignored.
 */
final class SentHistory {
    private static final int FIRST_SLOTS = 512;
    /** Packets at most: four seconds at 30 Mbit/s. 200 KB a connection, which few clients need. */
    private static final int MAX_SLOTS = 16_384;
    /** For how long packets are remembered while there is room: reports come within 250 ms and a round trip. */
    private static final long REMEMBERED = 3_000_000_000L;

    private static final byte UNKNOWN = 0;
    private static final byte SENT = 1;
    private static final byte LOST = 2;
    private static final byte RECEIVED = 3;

    private int mask = FIRST_SLOTS - 1;
    private long[] sentAt = new long[FIRST_SLOTS];
    private short[] bytes = new short[FIRST_SLOTS];
    private byte[] probes = new byte[FIRST_SLOTS];
    private byte[] states = new byte[FIRST_SLOTS];
    private long next;

    /**
     * A packet leaves.
     *
     * @param size on the wire, in bytes
     * @param probe which one it is part of; 0 for none
     * @return its number, of which packets carry the low 16 bits
     */
    long sent(long now, int size, int probe) {
        int slot = (int) next & mask;
        if (states[slot] != UNKNOWN && now - sentAt[slot] < REMEMBERED && mask + 1 < MAX_SLOTS) {
            grow();
            slot = (int) next & mask;
        }
        sentAt[slot] = now;
        bytes[slot] = (short) size;
        probes[slot] = (byte) probe;
        states[slot] = SENT;
        return next++;
    }

    private void grow() {
        int slots = 2 * (mask + 1);
        long[] grownAt = new long[slots];
        short[] grownBytes = new short[slots];
        byte[] grownProbes = new byte[slots];
        byte[] grownStates = new byte[slots];
        for (long number = Math.max(0, next - mask - 1); number < next; number++) {
            int from = (int) number & mask;
            int to = (int) number & slots - 1;
            grownAt[to] = sentAt[from];
            grownBytes[to] = bytes[from];
            grownProbes[to] = probes[from];
            grownStates[to] = states[from];
        }
        mask = slots - 1;
        sentAt = grownAt;
        bytes = grownBytes;
        probes = grownProbes;
        states = grownStates;
    }

    /** The number of a packet of which a report names the low 16 bits: the one that was sent last, or one before it. */
    long number(int lowBits) {
        return next - 1 - ((int) (next - 1) - lowBits & 0xffff);
    }

    /** Whether the packet was sent, and is remembered. */
    boolean knows(long number) {
        return number >= 0 && number < next && number >= next - mask - 1 && states[(int) number & mask] != UNKNOWN;
    }

    /** Reported as received; false when it was reported so before. */
    boolean received(long number) {
        int slot = (int) number & mask;
        boolean first = states[slot] != RECEIVED;
        states[slot] = RECEIVED;
        return first;
    }

    /** Whether it counts as lost at present. */
    boolean isLost(long number) {
        return states[(int) number & mask] == LOST;
    }

    /** Reported as not received; false when something was reported of it before. */
    boolean lost(long number) {
        int slot = (int) number & mask;
        boolean first = states[slot] == SENT;
        if (first) {
            states[slot] = LOST;
        }
        return first;
    }

    long sentAt(long number) {
        return sentAt[(int) number & mask];
    }

    int bytes(long number) {
        return bytes[(int) number & mask] & 0xffff;
    }

    int probe(long number) {
        return probes[(int) number & mask] & 0xff;
    }
}
