package org.auralink.media.codec;

/** Reads bits, the highest of a byte first. What is read behind the end is 0, and {@link #isOver} says so. */
final class BitReader {
    private byte[] buf = {};
    private int at;
    private int end;
    private boolean over;

    /** @param from index of the first byte; @param size in bytes */
    void begin(byte[] array, int from, int size) {
        buf = array;
        at = 8 * from;
        end = 8 * (from + size);
        over = false;
    }

    /** The next bits as a number. @param count up to 31 */
    int bits(int count) {
        if (at + count > end) {
            over = true;
            at = end;
            return 0;
        }
        int value = 0;
        for (int i = 0; i < count; i++, at++) {
            value = value << 1 | buf[at >> 3] >> 7 - (at & 7) & 1;
        }
        return value;
    }

    boolean flag() {
        return bits(1) != 0;
    }

    /** A number below {@code count} (AV1, 4.10.7). */
    int below(int count) {
        int width = 32 - Integer.numberOfLeadingZeros(count);
        int shorter = (1 << width) - count;
        int value = bits(width - 1);
        return value < shorter ? value : (value << 1) - shorter + bits(1);
    }

    /** Whether more was read than there is. */
    boolean isOver() {
        return over;
    }

    /** Bits that are left. */
    int left() {
        return end - at;
    }

    /** Index of the next bit in the array. */
    int position() {
        return at;
    }
}
