package org.auralink.media.codec;

/** Writes bits, the highest of a byte first. */
final class BitWriter {
    private byte[] buf = {};
    private int at;

    /** @param from index of the first byte */
    void begin(byte[] array, int from) {
        buf = array;
        at = 8 * from;
    }

    /** @param count up to 32 */
    void bits(int value, int count) {
        for (int i = count - 1; i >= 0; i--, at++) {
            int mask = 0x80 >> (at & 7);
            int cleared = (at & 7) == 0 ? 0 : buf[at >> 3] & ~mask;
            buf[at >> 3] = (byte) ((value >> i & 1) == 0 ? cleared : cleared | mask);
        }
    }

    /** Copies bits, from the one with index {@code fromBit} on. */
    void copy(byte[] source, int fromBit, int count) {
        for (int i = fromBit; i < fromBit + count; i++) {
            bits(source[i >> 3] >> 7 - (i & 7) & 1, 1);
        }
    }

    /** Index of the byte behind what was written. */
    int end() {
        return at + 7 >> 3;
    }
}
