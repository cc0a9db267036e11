package org.auralink.media.sctp;

import java.util.zip.CRC32C;
import org.auralink.media.rtp.RtpBytes;

/** Reads a packet: its common header (RFC 9260 3.1), and one chunk after the other. Reused; keeps no bytes. */
final class PacketReader {
    static final int HEADER = 12;

    private static final int CHECKSUM = 8;
    private static final byte[] NO_CHECKSUM = new byte[4];

    private final int maxChunks;
    private final CRC32C crc = new CRC32C();
    private final FieldCursor chunk = new FieldCursor();
    private byte[] buf = new byte[HEADER];
    private int from;
    private int chunks;

    /** @param maxChunks chunks looked at; what is behind them is not */
    PacketReader(int maxChunks) {
        this.maxChunks = maxChunks;
    }

    /** Takes a datagram; false when it is no packet, or its checksum is wrong. */
    boolean read(byte[] bytes, int start, int size) {
        if (size < HEADER + FieldCursor.HEADER
                || RtpBytes.readInt(bytes, start + CHECKSUM) != checksum(crc, bytes, start, size)) {
            return false;
        }
        buf = bytes;
        from = start;
        chunks = 0;
        chunk.reset(bytes, start + HEADER, size - HEADER);
        return true;
    }

    int sourcePort() {
        return RtpBytes.readShort(buf, from);
    }

    int destinationPort() {
        return RtpBytes.readShort(buf, from + 2);
    }

    int verificationTag() {
        return RtpBytes.readInt(buf, from + 4);
    }

    /** Moves on to the next chunk; false when there is none, or it is malformed. */
    boolean next() {
        return chunks++ < maxChunks && chunk.next();
    }

    /** Whether {@link #next} met an impossible length. */
    boolean isMalformed() {
        return chunk.isMalformed();
    }

    int type() {
        return chunk.type() >>> 8;
    }

    int flags() {
        return chunk.type() & 0xff;
    }

    byte[] bytes() {
        return buf;
    }

    /** Index of the chunk's header. */
    int start() {
        return chunk.start();
    }

    /** Bytes of the chunk with its header. */
    int length() {
        return chunk.length();
    }

    /** Index of what follows the chunk's header. */
    int value() {
        return chunk.value();
    }

    /** Bytes of what follows the chunk's header. */
    int valueSize() {
        return chunk.valueSize();
    }

    /** Whether the chunk is the first and the last of its packet. */
    boolean isAlone() {
        return chunks == 1 && chunk.isLast();
    }

    /** CRC32c as its field holds it, read as a big-endian number (RFC 9260 6.8, appendix A). */
    static int checksum(CRC32C crc, byte[] bytes, int start, int size) {
        crc.reset();
        crc.update(bytes, start, CHECKSUM);
        crc.update(NO_CHECKSUM, 0, NO_CHECKSUM.length);
        crc.update(bytes, start + HEADER, size - HEADER);
        return Integer.reverseBytes((int) crc.getValue());
    }
}
