package org.auralink.media.codec;

import org.auralink.media.rtp.RtpPacket;

/**
 * What an AV1 packet says about its frame: in the dependency descriptor, a header extension (AV1 RTP payload format,
 * A.8), or for want of one in the aggregation header before the payload (4.4), which only tells where a sequence begins.
 */
final class Av1Descriptor extends PayloadDescriptor {
    /** Bytes that every dependency descriptor has. */
    private static final int MANDATORY = 3;

    /** A larger one is passed on as it is. */
    private static final int LARGEST_REWRITTEN = 240;

    private final int extension;
    private final Structures structures;
    private final boolean learning;
    private final BitReader bits = new BitReader();
    private final byte[] ownIndications = new byte[DependencyStructure.MAX_TARGETS];
    private final byte[] ownChainDistances = new byte[DependencyStructure.MAX_TARGETS];
    private DependencyStructure attached = new DependencyStructure();
    private DependencyStructure structure = attached;
    private int at;
    private int size;
    private int flags;
    private int frameNumber;
    private int template;
    private int structureFrom;
    private int structureTo;
    private int active;
    private int rest;
    private boolean attaches;

    /** The structure that holds, of one stream: frames name their templates by its numbers. */
    private static final class Structures {
        private DependencyStructure current = new DependencyStructure();
        private boolean known;
        private int active = -1;
    }

    /** @param extension id of the dependency descriptor in the publisher's packets; not positive for none */
    Av1Descriptor(int extension) {
        this(extension, new Structures(), true);
    }

    private Av1Descriptor(int extension, Structures structures, boolean learning) {
        this.extension = extension;
        this.structures = structures;
        this.learning = learning;
    }

    @Override
    public PayloadDescriptor ofHistory() {
        return new Av1Descriptor(extension, structures, false);
    }

    @Override
    public boolean read(RtpPacket packet) {
        size = Math.max(0, extension > 0 ? packet.extensionLength(extension) : 0);
        at = size < MANDATORY ? 0 : packet.extensionOffset(extension);
        template = -1;
        attaches = false;
        if (size < MANDATORY) {
            size = 0;
            return parse(packet.array(), packet.payloadOffset(), packet.payloadLength());
        }
        bits.begin(packet.array(), at, size);
        flags = bits.bits(2);
        int id = bits.bits(6);
        frameNumber = bits.bits(16);
        boolean whole = extended() && frame(id);
        template = whole ? template : -1;
        setKeyFrameStart(whole && attaches && beginsFrame() && packet.payloadLength() > 0);
        if (whole && learning) {
            learn();
        }
        return whole;
    }

    /** As far as it can be told without the descriptor. */
    @Override
    boolean parse(byte[] buf, int from, int length) {
        setKeyFrameStart(length > 1 && (buf[from] & 0x88) == 0x08);
        return length > 0;
    }

    private boolean extended() {
        structure = structures.current;
        active = structures.active;
        structureFrom = 0;
        structureTo = 0;
        if (size == MANDATORY) {
            rest = bits.position();
            return structures.known;
        }
        flags |= bits.bits(5) << 2;
        structureFrom = bits.position();
        if ((flags & 0x40) != 0) {
            attaches = attached.read(bits);
            if (!attaches) {
                return false;
            }
            structure = attached;
            active = -1;
        } else if (!structures.known) {
            return false;
        }
        structureTo = bits.position();
        if ((flags & 0x20) != 0) {
            active = mask(bits.bits(structure.targets() - 1), bits.bits(1));
        }
        rest = bits.position();
        return true;
    }

    /** Thirty-two bits are one more than a reader gives at once. */
    private static int mask(int high, int low) {
        return high << 1 | low;
    }

    /** What this frame has of its own instead of its template's. */
    private boolean frame(int id) {
        template = structure.template(id);
        if (template < 0) {
            return false;
        }
        for (int target = 0; target < structure.targets(); target++) {
            ownIndications[target] =
                    (byte) ((flags & 0x10) != 0 ? bits.bits(2) : structure.indication(template, target));
        }
        if ((flags & 0x08) != 0) {
            int nibbles = bits.bits(2);
            while (nibbles != 0) {
                bits.bits(4 * nibbles);
                nibbles = bits.bits(2);
            }
        }
        for (int chain = 0; chain < structure.chains(); chain++) {
            ownChainDistances[chain] =
                    (byte) ((flags & 0x04) != 0 ? bits.bits(8) : structure.chainDistance(template, chain));
        }
        return !bits.isOver();
    }

    private void learn() {
        structures.active = active;
        if (attaches) {
            attached = structures.current;
            structures.current = structure;
            structures.known = true;
        }
    }

    /** Whether there is a dependency descriptor, readable or not. */
    boolean isPresent() {
        return size > 0;
    }

    /** Whether it is known what its frame depends on: the structure came before, or with it. */
    boolean isKnown() {
        return template >= 0;
    }

    /** Whether a structure comes with it. */
    boolean attachesStructure() {
        return attaches;
    }

    DependencyStructure structure() {
        return structure;
    }

    boolean beginsFrame() {
        return (flags & 2) != 0;
    }

    boolean endsFrame() {
        return (flags & 1) != 0;
    }

    /** Sixteen bits. */
    int frameNumber() {
        return frameNumber;
    }

    int spatial() {
        return template < 0 ? 0 : structure.spatial(template);
    }

    @Override
    public int temporal() {
        return template < 0 ? 0 : structure.temporal(template);
    }

    /** What the frame is to a target. */
    int indication(int target) {
        return ownIndications[target];
    }

    /** How many frames ago the chain had its last one; 0 for never. */
    int chainDistance(int chain) {
        return ownChainDistances[chain] & 0xff;
    }

    /** A bit for each target, the lowest for the first: whether the publisher sends it. */
    int active() {
        return active;
    }

    @Override
    public boolean hasPictureId() {
        return size > 0;
    }

    @Override
    public int pictureId() {
        return frameNumber;
    }

    @Override
    public int shift(byte[] buf, int payload, int length, int pictureIdOffset, int tl0Offset, int keyIndexOffset) {
        // What is counted stands in the header extension.
        return length;
    }

    /**
     * Writes the descriptor for a subscriber. Changes nothing here, so that several threads may do so at once.
     *
     * @param frameOffset added to the frame number
     * @param available the targets that the subscriber can decode, as in {@link #active}
     * @return its size; 0 when there is none
     */
    int write(RtpPacket packet, int frameOffset, int available, byte[] buf, int to) {
        if (size == 0) {
            return 0;
        }
        byte[] source = packet.array();
        int all = -1 >>> 32 - structure.targets();
        boolean same = template < 0 || (available & all) == all || size > LARGEST_REWRITTEN;
        int number = frameNumber + frameOffset & 0xffff;
        if (same) {
            System.arraycopy(source, at, buf, to, size);
            buf[to + 1] = (byte) (number >> 8);
            buf[to + 2] = (byte) number;
            return size;
        }
        var writer = new BitWriter();
        writer.begin(buf, to);
        writer.copy(source, 8 * at, 8);
        writer.bits(number, 16);
        writer.bits(flags >> 2 | 0x08, 5);
        writer.copy(source, structureFrom, structureTo - structureFrom);
        writer.bits(available, structure.targets());
        writer.copy(source, rest, bits.position() - rest);
        return writer.end() - to;
    }
}
