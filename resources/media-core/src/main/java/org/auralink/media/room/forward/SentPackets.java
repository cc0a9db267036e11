package org.auralink.media.room.forward;

import java.util.Arrays;

/**
 * What became of the last packets sent to one subscriber: which source packet each was made from and with which
 * offsets, so that it can be made again from the source's history. A ring of numbers, no packets.
 */
final class SentPackets {
    private static final int EMPTY = -1;

    private final int mask;
    private final int[] sequences;
    private final short[] sourceSequences;
    private final byte[] layers;
    private final int[] timestampOffsets;
    private final short[] pictureIdOffsets;
    private final byte[] tl0Offsets;
    private final byte[] keyIndexOffsets;
    private final long[] repeatedAt;
    private final byte[] repetitions;
    private final boolean[] markers;
    private final boolean[] newestBlocks;
    private final byte[] paddings;

    SentPackets(int slots) {
        mask = slots - 1;
        sequences = new int[slots];
        sourceSequences = new short[slots];
        layers = new byte[slots];
        timestampOffsets = new int[slots];
        pictureIdOffsets = new short[slots];
        tl0Offsets = new byte[slots];
        keyIndexOffsets = new byte[slots];
        repeatedAt = new long[slots];
        repetitions = new byte[slots];
        markers = new boolean[slots];
        newestBlocks = new boolean[slots];
        paddings = new byte[slots];
        Arrays.fill(sequences, EMPTY);
    }

    void put(int layer, int sourceSequence, OutboundPacket.Changes changes) {
        int slot = changes.sequence & mask;
        sequences[slot] = changes.sequence;
        layers[slot] = (byte) layer;
        sourceSequences[slot] = (short) sourceSequence;
        timestampOffsets[slot] = changes.timestampOffset;
        pictureIdOffsets[slot] = (short) changes.pictureIdOffset;
        tl0Offsets[slot] = (byte) changes.tl0Offset;
        keyIndexOffsets[slot] = (byte) changes.keyIndexOffset;
        markers[slot] = changes.marker;
        newestBlocks[slot] = changes.newestBlockOnly;
        paddings[slot] = (byte) changes.padding;
        repetitions[slot] = 0;
    }

    /** The slot of a sent packet, or -1 when it is too old or was never sent. */
    int find(int sequence) {
        int slot = sequence & mask;
        return sequences[slot] == sequence ? slot : -1;
    }

    int layer(int slot) {
        return layers[slot];
    }

    int sourceSequence(int slot) {
        return sourceSequences[slot] & 0xffff;
    }

    /** How the packet was changed. */
    void changes(int slot, OutboundPacket.Changes into) {
        into.sequence = sequences[slot];
        into.timestampOffset = timestampOffsets[slot];
        into.pictureIdOffset = pictureIdOffsets[slot];
        into.tl0Offset = tl0Offsets[slot];
        into.keyIndexOffset = keyIndexOffsets[slot];
        into.marker = markers[slot];
        // Under the same number the same has to be sent: with other content the cipher would give both away.
        into.newestBlockOnly = newestBlocks[slot];
        into.padding = paddings[slot];
    }

    /** Forgets all packets: there is another source. */
    void forget() {
        Arrays.fill(sequences, EMPTY);
    }

    /** Forgets the packets of a layer, whose history is gone. */
    void forget(int layer) {
        for (int slot = 0; slot <= mask; slot++) {
            if (layers[slot] == layer) {
                sequences[slot] = EMPTY;
            }
        }
    }

    /** Notes a repetition; false when the last one was just now, or there were enough. */
    boolean mayRepeat(int slot, long now, long spacing) {
        boolean again = repetitions[slot] > 0;
        if (again && now - repeatedAt[slot] < spacing || repetitions[slot] >= ForwardLimits.MAX_REPETITIONS) {
            return false;
        }
        repetitions[slot]++;
        repeatedAt[slot] = now;
        return true;
    }
}
