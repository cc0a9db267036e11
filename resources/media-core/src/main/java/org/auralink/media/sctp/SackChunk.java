package org.auralink.media.sctp;

import org.auralink.media.rtp.RtpBytes;

/** Where things are in a SACK chunk (RFC 9260 3.3.4). Reused: a view of the bytes of a packet. */
final class SackChunk {
    /** Bytes before the gap blocks, the chunk's header counted. */
    static final int HEADER = 16;

    private static final int FIXED = HEADER - FieldCursor.HEADER;

    private byte[] buf = new byte[FIXED];
    private int at;

    /** Looks at the packet's present chunk; false when it is shorter than it says. */
    boolean read(PacketReader packet) {
        if (packet.valueSize() < FIXED) {
            return false;
        }
        buf = packet.bytes();
        at = packet.value();
        return packet.valueSize() >= FIXED + 4 * (gaps() + duplicates());
    }

    int cumulativeTsn() {
        return RtpBytes.readInt(buf, at);
    }

    /** The peer's window when it sent this, bytes. */
    long window() {
        return RtpBytes.readUnsignedInt(buf, at + 4);
    }

    int gaps() {
        return RtpBytes.readShort(buf, at + 8);
    }

    int duplicates() {
        return RtpBytes.readShort(buf, at + 10);
    }

    /** First TSN of a block of received ones, counted from the cumulative one. */
    int gapStart(int n) {
        return RtpBytes.readShort(buf, at + FIXED + 4 * n);
    }

    /** Last TSN of the block, likewise. */
    int gapEnd(int n) {
        return RtpBytes.readShort(buf, at + FIXED + 4 * n + 2);
    }
}
