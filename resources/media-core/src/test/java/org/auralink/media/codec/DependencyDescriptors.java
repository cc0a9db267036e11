package org.auralink.media.codec;

import java.util.List;

/** Writes dependency descriptors for tests. */
public final class DependencyDescriptors {
    /** L2T2_KEY: templates S0T0 key, S0T0, S0T1, S1T0 key, S1T0, S1T1; targets S0T0, S0T1, S1T0, S1T1; a chain for each size. */
    private static final List<String> TEMPLATES = List.of("SSSS", "SS--", "-D--", "--SS", "--SS", "---D");

    private static final int[] SPATIAL = {0, 0, 0, 1, 1, 1};
    private static final int[] TEMPORAL = {0, 0, 1, 0, 0, 1};
    private static final int[][] CHAINS = {{0, 0}, {4, 3}, {2, 1}, {1, 1}, {1, 4}, {3, 2}};
    public static final int KEY = 0;
    public static final int SMALL = 1;
    public static final int SMALL_MORE = 2;
    public static final int LARGE_KEY = 3;
    public static final int LARGE = 4;
    public static final int LARGE_MORE = 5;

    private DependencyDescriptors() {}

    /** A frame of one packet. */
    public static byte[] frame(int template, int number) {
        return frame(template, number, true, true);
    }

    public static byte[] frame(int template, int number, boolean begins, boolean ends) {
        int first = (begins ? 0x80 : 0) | (ends ? 0x40 : 0) | template + 10;
        return new byte[] {(byte) first, (byte) (number >> 8), (byte) number};
    }

    /** The first packet of a key frame, with the structure. */
    public static byte[] keyFrame(int number) {
        return keyFrame(number, true);
    }

    public static byte[] keyFrame(int number, boolean ends) {
        byte[] buf = new byte[100];
        System.arraycopy(frame(KEY, number, true, ends), 0, buf, 0, 3);
        var bits = new BitWriter();
        bits.begin(buf, 3);
        bits.bits(0b10000, 5);
        structure(bits);
        byte[] whole = new byte[bits.end()];
        System.arraycopy(buf, 0, whole, 0, whole.length);
        return whole;
    }

    /** A frame with which it is told that only some targets are sent from now on. */
    public static byte[] active(int template, int number, int targets) {
        byte[] buf = new byte[5];
        System.arraycopy(frame(template, number), 0, buf, 0, 3);
        var bits = new BitWriter();
        bits.begin(buf, 3);
        bits.bits(0b01000, 5);
        bits.bits(targets, 4);
        return buf;
    }

    private static void structure(BitWriter bits) {
        bits.bits(10, 6);
        bits.bits(3, 5);
        for (int next : new int[] {0, 1, 2, 0, 1}) {
            bits.bits(next, 2);
        }
        bits.bits(3, 2);
        TEMPLATES.forEach(indications -> indications.chars().forEach(each -> bits.bits("-DSR".indexOf(each), 2)));
        // No reference, then one each: what is referred to is of no interest here.
        bits.bits(0, 1);
        for (int template = 1; template < TEMPLATES.size(); template++) {
            bits.bits(1, 1);
            bits.bits(CHAINS[template][0] - 1, 4);
            bits.bits(0, 1);
        }
        // Two chains, as a number below five; then which chain protects each target.
        bits.bits(2, 2);
        bits.bits(0b0011, 4);
        for (int[] distances : CHAINS) {
            bits.bits(distances[0], 4);
            bits.bits(distances[1], 4);
        }
        bits.bits(1, 1);
        for (int side : new int[] {319, 179, 639, 359}) {
            bits.bits(side, 16);
        }
    }
}
