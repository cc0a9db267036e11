package org.auralink.media.rtp;

import java.util.Arrays;

/**
 * The last packets of one stream, decrypted, in a ring by sequence number: what subscribers are served from and the
 * cache that answers NACKs. A place gets its memory from the first packet that is kept there, and more once for a large
 * one; after that nothing is allocated, and a stream of a few packets costs next to nothing.
 */
public final class PacketHistory {
    private static final int EMPTY = -1;
    /** Bytes for most audio packets, a fraction of what video takes. */
    private static final int SMALL = 256;

    private static final byte[] NOTHING = {};

    private final int mask;
    private final int slotBytes;
    private final byte[][] packets;
    private final int[] sequences;
    private final int[] lengths;

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
        this.slotBytes = slotBytes;
        packets = new byte[slots][];
        Arrays.fill(packets, NOTHING);
        sequences = new int[slots];
        lengths = new int[slots];
        Arrays.fill(sequences, EMPTY);
    }

    /**
     * Keeps a copy in the place of the packet that is a whole ring older. A packet older than the ring replaces
     * nothing.
     *
     * @return false when it was not kept: too large, already there, or too old
     */
    public boolean put(RtpPacket packet) {
        int sequence = packet.sequenceNumber();
        int slot = sequence & mask;
        int held = sequences[slot];
        if (packet.length() > slotBytes || held != EMPTY && !SequenceNumbers.isNewer(sequence, held)) {
            return false;
        }
        if (packet.length() > packets[slot].length) {
            packets[slot] = new byte[packet.length() <= SMALL ? Math.min(SMALL, slotBytes) : slotBytes];
        }
        System.arraycopy(packet.array(), packet.offset(), packets[slot], 0, packet.length());
        lengths[slot] = packet.length();
        sequences[slot] = sequence;
        return true;
    }

    /** Points {@code view} at the kept packet, which must not be written to; false when it is not here any more. */
    public boolean get(int sequence, RtpPacket view) {
        int slot = sequence & mask;
        return sequences[slot] == sequence && view.parse(packets[slot], 0, lengths[slot]);
    }
}
