package org.auralink.media.rtcp;

import org.auralink.media.rtp.RtpBytes;

/** The four bytes every RTCP packet begins with (RFC 3550 6.4.1, RFC 4585 6.1) and the types in use. */
final class RtcpHeader {
    static final int SIZE = 4;
    static final int SENDER_REPORT = 200;
    static final int RECEIVER_REPORT = 201;
    static final int SOURCE_DESCRIPTION = 202;
    static final int TRANSPORT_FEEDBACK = 205;
    static final int PAYLOAD_FEEDBACK = 206;

    private RtcpHeader() {}

    static void write(byte[] out, int at, int count, int type, int size) {
        out[at] = (byte) (0x80 | count);
        out[at + 1] = (byte) type;
        RtpBytes.writeShort(out, at + 2, size / 4 - 1);
    }

    static void writeFeedback(byte[] out, int at, int format, int type, int size, int sender, int media) {
        write(out, at, format, type, size);
        RtpBytes.writeInt(out, at + 4, sender);
        RtpBytes.writeInt(out, at + 8, media);
    }
}
