package org.auralink.media.codec;

import java.util.Arrays;

/**
 * How the frames of a stream depend on each other (AV1 RTP payload format, A.8): templates, of which each frame names
 * one; decode targets, which are what a receiver may choose; and chains, whose frames a target cannot do without. It
 * comes with a key frame and holds until the next. Reused: nothing is allocated while a stream runs.
 */
final class DependencyStructure {
    /** A template's number has six bits. */
    private static final int MAX_TEMPLATES = 64;
    /** Five bits say how many there are. */
    static final int MAX_TARGETS = 32;

    /** What a frame is to a target: nothing. */
    static final int NOT_PRESENT = 0;
    /** What a frame is to a target: where one can change over to it. */
    static final int SWITCH = 2;

    private final byte[] spatial = new byte[MAX_TEMPLATES];
    private final byte[] temporal = new byte[MAX_TEMPLATES];
    private final byte[][] indications = new byte[MAX_TEMPLATES][MAX_TARGETS];
    private final byte[][] chainDistances = new byte[MAX_TEMPLATES][MAX_TARGETS];
    private final byte[] protecting = new byte[MAX_TARGETS];
    private final byte[] targetSpatial = new byte[MAX_TARGETS];
    private final byte[] targetTemporal = new byte[MAX_TARGETS];
    private int firstTemplate;
    private int templates;
    private int targets;
    private int chains;
    private int highestSpatial;

    /** Reads {@code template_dependency_structure}; false when it is cut or means nothing, and not to be used then. */
    boolean read(BitReader bits) {
        firstTemplate = bits.bits(6);
        targets = bits.bits(5) + 1;
        if (!layers(bits)) {
            return false;
        }
        for (int template = 0; template < templates; template++) {
            for (int target = 0; target < targets; target++) {
                indications[template][target] = (byte) bits.bits(2);
            }
        }
        for (int template = 0; template < templates; template++) {
            while (bits.flag()) {
                bits.bits(4);
            }
        }
        chains(bits);
        targetLayers();
        if (bits.flag()) {
            for (int size = 0; size <= highestSpatial; size++) {
                bits.bits(16);
                bits.bits(16);
            }
        }
        return !bits.isOver();
    }

    private boolean layers(BitReader bits) {
        templates = 0;
        highestSpatial = 0;
        int temporalId = 0;
        while (templates < MAX_TEMPLATES) {
            spatial[templates] = (byte) highestSpatial;
            temporal[templates++] = (byte) temporalId;
            switch (bits.bits(2)) {
                case 1 -> temporalId++;
                case 2 -> {
                    temporalId = 0;
                    highestSpatial++;
                }
                case 3 -> {
                    return !bits.isOver();
                }
                default -> {}
            }
        }
        return false;
    }

    private void chains(BitReader bits) {
        chains = bits.below(targets + 1);
        Arrays.fill(protecting, (byte) 0);
        if (chains == 0) {
            return;
        }
        for (int target = 0; target < targets; target++) {
            protecting[target] = (byte) bits.below(chains);
        }
        for (int template = 0; template < templates; template++) {
            for (int chain = 0; chain < chains; chain++) {
                chainDistances[template][chain] = (byte) bits.bits(4);
            }
        }
    }

    private void targetLayers() {
        for (int target = 0; target < targets; target++) {
            int highestOfTarget = 0;
            int rateOfTarget = 0;
            for (int template = 0; template < templates; template++) {
                if (indications[template][target] != NOT_PRESENT) {
                    highestOfTarget = Math.max(highestOfTarget, spatial[template]);
                    rateOfTarget = Math.max(rateOfTarget, temporal[template]);
                }
            }
            targetSpatial[target] = (byte) highestOfTarget;
            targetTemporal[target] = (byte) rateOfTarget;
        }
    }

    /** Place of the template with this number; -1 when there is none. */
    int template(int id) {
        int place = id + MAX_TEMPLATES - firstTemplate & MAX_TEMPLATES - 1;
        return place < templates ? place : -1;
    }

    int spatial(int template) {
        return spatial[template];
    }

    int temporal(int template) {
        return temporal[template];
    }

    /** What frames of a template are to a target: {@link #NOT_PRESENT}, discardable, {@link #SWITCH} or required. */
    int indication(int template, int target) {
        return indications[template][target];
    }

    /** How many frames ago the chain had its last one; 0 when it begins, or the frame is not of it and none was. */
    int chainDistance(int template, int chain) {
        return chainDistances[template][chain];
    }

    int targets() {
        return targets;
    }

    int chains() {
        return chains;
    }

    /** The chain whose frames a target cannot do without. */
    int protecting(int target) {
        return protecting[target];
    }

    int targetSpatial(int target) {
        return targetSpatial[target];
    }

    int targetTemporal(int target) {
        return targetTemporal[target];
    }
}
