package org.auralink.media.rtp;

/** Big-endian reads and writes on a byte array, without bounds checks of their own: the caller has checked. */
public final class RtpBytes {
    private RtpBytes() {}

    /** Unsigned 16 bit number at {@code at}. */
    public static int readShort(byte[] buf, int at) {
        return (buf[at] & 0xff) << 8 | (buf[at + 1] & 0xff);
    }

    /** Unsigned 24 bit number at {@code at}. */
    public static int readMedium(byte[] buf, int at) {
        return (buf[at] & 0xff) << 16 | readShort(buf, at + 1);
    }

    /** The 32 bits at {@code at}. */
    public static int readInt(byte[] buf, int at) {
        return readShort(buf, at) << 16 | readShort(buf, at + 2);
    }

    /** The 32 bits at {@code at} as an unsigned number. */
    public static long readUnsignedInt(byte[] buf, int at) {
        return readInt(buf, at) & 0xffff_ffffL;
    }

    /** Writes the low 16 bits of {@code value}. */
    public static void writeShort(byte[] buf, int at, int value) {
        buf[at] = (byte) (value >>> 8);
        buf[at + 1] = (byte) value;
    }

    /** Writes the low 24 bits of {@code value}. */
    public static void writeMedium(byte[] buf, int at, int value) {
        buf[at] = (byte) (value >>> 16);
        writeShort(buf, at + 1, value);
    }

    /** Writes 32 bits. */
    public static void writeInt(byte[] buf, int at, int value) {
        writeShort(buf, at, value >>> 16);
        writeShort(buf, at + 2, value);
    }
}
