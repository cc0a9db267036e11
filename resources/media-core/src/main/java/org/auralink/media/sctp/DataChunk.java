package org.auralink.media.sctp;

import org.auralink.media.rtp.RtpBytes;

/** Where things are in a DATA chunk (RFC 9260 3.3.1). Reused: a view of the bytes of a packet. */
final class DataChunk {
    /** Bytes before the payload, the chunk's header counted. */
    static final int HEADER = 16;

    static final int LAST = 1;
    static final int FIRST = 2;
    static final int UNORDERED = 4;
    /** To be acknowledged at once. */
    static final int IMMEDIATE = 8;

    private static final int FIXED = HEADER - FieldCursor.HEADER;

    private byte[] buf = new byte[0];
    private int at;
    private int flags;
    private int payloadSize;

    /** Looks at the packet's present chunk; false when it is too short to have a header. */
    boolean read(PacketReader packet) {
        buf = packet.bytes();
        at = packet.value();
        flags = packet.flags();
        payloadSize = packet.valueSize() - FIXED;
        return payloadSize >= 0;
    }

    int tsn() {
        return RtpBytes.readInt(buf, at);
    }

    int stream() {
        return RtpBytes.readShort(buf, at + 4);
    }

    int ssn() {
        return RtpBytes.readShort(buf, at + 6);
    }

    int ppid() {
        return RtpBytes.readInt(buf, at + 8);
    }

    byte[] bytes() {
        return buf;
    }

    int payload() {
        return at + FIXED;
    }

    int payloadSize() {
        return payloadSize;
    }

    boolean isFirst() {
        return (flags & FIRST) != 0;
    }

    boolean isLast() {
        return (flags & LAST) != 0;
    }

    /** Whether it is the last of several parts of a message. */
    boolean endsRun() {
        return isLast() && !isFirst();
    }

    boolean isUnordered() {
        return (flags & UNORDERED) != 0;
    }

    boolean isImmediate() {
        return (flags & IMMEDIATE) != 0;
    }
}
