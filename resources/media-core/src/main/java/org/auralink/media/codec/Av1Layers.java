package org.auralink.media.codec;

import org.auralink.media.rtp.RtpPacket;

/**
 * Layers of AV1, chosen as one of the decode targets that the publisher describes (AV1 RTP payload format, A.4). Another
 * one is chosen when nothing of its chain was left out: at a frame that is a switch for it, or, for less than there was,
 * at any picture. A key frame is that for all of them.
 */
final class Av1Layers implements LayerSelector {
    /** Chains reach back so far at most, as the distance has eight bits. */
    private static final int FRAMES = 256;

    private static final int TAKEN = 1 << 16;
    private static final int LEFT_OUT = 1 << 17;

    /** What became of the last frames: number and decision. */
    private final int[] frames = new int[FRAMES];

    private int wantedSpatial = ALL;
    private int wantedTemporal = ALL;
    private int target = -1;
    private int lastSpatial;
    private int available = -1;
    private long timestamp;
    private boolean begun;
    private boolean waiting;

    @Override
    public void want(int newSpatial, int newTemporal) {
        wantedSpatial = newSpatial;
        wantedTemporal = newTemporal;
    }

    @Override
    public void begin() {
        begun = false;
        target = -1;
        waiting = false;
        available = -1;
        lastSpatial = 0;
        java.util.Arrays.fill(frames, 0);
    }

    @Override
    public boolean take(RtpPacket packet, PayloadDescriptor payload, boolean gap) {
        var av1 = (Av1Descriptor) payload;
        if (!av1.isPresent()) {
            return true;
        }
        int decided = decided(av1.frameNumber());
        if (decided != 0) {
            return decided == TAKEN;
        }
        if (av1.isKnown()) {
            choose(packet, av1);
        }
        return decide(av1);
    }

    @Override
    public boolean takeLate(RtpPacket packet, PayloadDescriptor payload) {
        var av1 = (Av1Descriptor) payload;
        if (!av1.isPresent()) {
            return true;
        }
        int decided = decided(av1.frameNumber());
        return decided != 0 ? decided == TAKEN : decide(av1);
    }

    private int decided(int number) {
        int known = frames[number & FRAMES - 1];
        return (known & 0xffff) == number ? known & ~0xffff : 0;
    }

    /** Of a frame whose structure is missing nobody knows what needs it; the subscriber gets it rather than too little. */
    private boolean decide(Av1Descriptor av1) {
        boolean taken = !av1.isKnown()
                || target < 0
                || target >= av1.structure().targets()
                || av1.indication(target) != DependencyStructure.NOT_PRESENT;
        int number = av1.frameNumber();
        frames[number & FRAMES - 1] = number | (taken ? TAKEN : LEFT_OUT);
        return taken;
    }

    private void choose(RtpPacket packet, Av1Descriptor av1) {
        boolean begins = !begun || packet.timestamp() != timestamp;
        begun = true;
        timestamp = packet.timestamp();
        DependencyStructure structure = av1.structure();
        int best = best(av1, wantedSpatial, wantedTemporal);
        if (av1.attachesStructure() || target < 0 || target >= structure.targets()) {
            target = best;
        } else if (best != target) {
            if (begins && isLegal(av1, best)) {
                target = best;
            } else {
                // Another rate of the same size can be had at any frame of a picture.
                int sameSize = best(av1, structure.targetSpatial(target), wantedTemporal);
                boolean same = structure.targetSpatial(sameSize) == structure.targetSpatial(target);
                target = same && isLegal(av1, sameSize) ? sameSize : target;
            }
        }
        waiting = structure.targetSpatial(best) != structure.targetSpatial(target);
        lastSpatial = structure.targetSpatial(target);
        available = available(structure) & av1.active();
    }

    /** The most that the publisher sends within these bounds, else the least. */
    private static int best(Av1Descriptor av1, int spatial, int temporal) {
        DependencyStructure structure = av1.structure();
        int best = -1;
        int least = -1;
        for (int each = 0; each < structure.targets(); each++) {
            if ((av1.active() >> each & 1) == 0) {
                continue;
            }
            least = least < 0 || isMore(structure, least, each) ? each : least;
            boolean fits = structure.targetSpatial(each) <= spatial && structure.targetTemporal(each) <= temporal;
            best = fits && (best < 0 || isMore(structure, each, best)) ? each : best;
        }
        return best >= 0 ? best : Math.max(0, least);
    }

    private static boolean isMore(DependencyStructure structure, int one, int other) {
        int larger = structure.targetSpatial(one) - structure.targetSpatial(other);
        return larger > 0 || larger == 0 && structure.targetTemporal(one) > structure.targetTemporal(other);
    }

    private boolean isLegal(Av1Descriptor av1, int other) {
        DependencyStructure structure = av1.structure();
        boolean less = structure.targetSpatial(other) <= structure.targetSpatial(target)
                && structure.targetTemporal(other) <= structure.targetTemporal(target);
        return (less || av1.indication(other) == DependencyStructure.SWITCH) && isChainWhole(av1, other);
    }

    /** Whether the last frame that the target cannot do without was taken; one that has not come yet may still come. */
    private boolean isChainWhole(Av1Descriptor av1, int other) {
        DependencyStructure structure = av1.structure();
        if (structure.chains() == 0) {
            return false;
        }
        int distance = av1.chainDistance(structure.protecting(other));
        return distance == 0 || decided(av1.frameNumber() - distance & 0xffff) != LEFT_OUT;
    }

    private int available(DependencyStructure structure) {
        int mask = 0;
        for (int each = 0; each < structure.targets(); each++) {
            boolean within = structure.targetSpatial(each) <= structure.targetSpatial(target)
                    && structure.targetTemporal(each) <= structure.targetTemporal(target);
            mask |= within ? 1 << each : 0;
        }
        return mask;
    }

    @Override
    public boolean marks(RtpPacket packet, PayloadDescriptor payload) {
        var av1 = (Av1Descriptor) payload;
        return packet.marker() || av1.isKnown() && av1.endsFrame() && av1.spatial() == lastSpatial;
    }

    @Override
    public boolean isWaiting() {
        return waiting;
    }

    @Override
    public int extension(RtpPacket packet, PayloadDescriptor payload, int frameOffset, byte[] buf, int at) {
        return ((Av1Descriptor) payload).write(packet, frameOffset, available, buf, at);
    }
}
