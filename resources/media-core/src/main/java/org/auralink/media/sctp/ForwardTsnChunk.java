package org.auralink.media.sctp;

import org.auralink.media.rtp.RtpBytes;

/** Where things are in a FORWARD TSN chunk (RFC 3758 3.2). Reused: a view of the bytes of a packet. */
final class ForwardTsnChunk {
    /** Bytes before the streams, the chunk's header counted. */
    static final int HEADER = 8;

    private static final int FIXED = HEADER - FieldCursor.HEADER;
    private static final int ENTRY = 4;

    private byte[] buf = new byte[FIXED];
    private int at;
    private int streams;

    /** Looks at the packet's present chunk; false when it is too short. */
    boolean read(PacketReader packet) {
        buf = packet.bytes();
        at = packet.value();
        streams = (packet.valueSize() - FIXED) / ENTRY;
        return packet.valueSize() >= FIXED;
    }

    /** What nobody has to wait for any more, up to this. */
    int cumulativeTsn() {
        return RtpBytes.readInt(buf, at);
    }

    int streams() {
        return streams;
    }

    int stream(int n) {
        return RtpBytes.readShort(buf, at + FIXED + ENTRY * n);
    }

    /** The last number on that stream that is skipped. */
    int ssn(int n) {
        return RtpBytes.readShort(buf, at + FIXED + ENTRY * n + 2);
    }
}
