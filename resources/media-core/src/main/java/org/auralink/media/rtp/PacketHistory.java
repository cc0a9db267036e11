package org.auralink.media.rtp;

/**
 * The last packets of one stream, decrypted, in a preallocated ring by sequence number: what subscribers are served
 * from and the cache that answers NACKs. Allocates nothing after construction.
 */
public final class PacketHistory {
    private static final int EMPTY = -1;

    private final int mask;
    private final byte[][] packets;
    private final int[] sequences;
    private final int[] lengths;
    private final long[] receivedNanos;

    /** @param slots packets kept, a power of two: {@link RtpLimits#VIDEO_HISTORY} or {@link RtpLimits#AUDIO_HISTORY} */
    public PacketHistory(int slots) {
        this(slots, RtpLimits.MAX_PACKET);
    }

    /** @param slotBytes largest packet kept; larger ones are not stored */
    public PacketHistory(int slots, int slotBytes) {
        if (Integer.bitCount(slots) != 1) {
            throw new IllegalArgumentException("slots must be a power of two: " + slots);
        }
        mask = slots - 1;
        packets = new byte[slots][slotBytes];
        sequences = new int[slots];
        lengths = new int[slots];
        receivedNanos = new long[slots];
        clear();
    }

    /** Forgets everything. */
    public void clear() {
        java.util.Arrays.fill(sequences, EMPTY);
    }

    /**
     * Keeps a copy in the place of the packet that is a whole ring older. A packet older than the ring replaces
     * nothing.
     *
     * @return false when it was not kept: too large, already there, or too old
     */
    public boolean put(long now, RtpPacket packet) {
        int sequence = packet.sequenceNumber();
        int slot = sequence & mask;
        int held = sequences[slot];
        if (packet.length() > packets[slot].length || held != EMPTY && !SequenceNumbers.isNewer(sequence, held)) {
            return false;
        }
        System.arraycopy(packet.array(), packet.offset(), packets[slot], 0, packet.length());
        lengths[slot] = packet.length();
        sequences[slot] = sequence;
        receivedNanos[slot] = now;
        return true;
    }

    /** Whether the packet is still here. */
    public boolean contains(int sequence) {
        return sequences[sequence & mask] == sequence;
    }

    /** Points {@code view} at the kept packet, which must not be written to; false when it is not here any more. */
    public boolean get(int sequence, RtpPacket view) {
        int slot = sequence & mask;
        return sequences[slot] == sequence && view.parse(packets[slot], 0, lengths[slot]);
    }

    /** When the packet came, in nanoseconds of the loop's clock; only for a packet that is here. */
    public long receivedNanos(int sequence) {
        return receivedNanos[sequence & mask];
    }
}
