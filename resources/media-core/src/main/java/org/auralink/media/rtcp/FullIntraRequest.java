package org.auralink.media.rtcp;

import org.auralink.media.rtp.RtpBytes;

/**
 * Commands a key frame (RFC 5104 4.3.1), of one stream per packet.
 *
 * @param senderSsrc who asks
 * @param mediaSsrc the stream asked for
 * @param sequence command number, 0..255; a repetition has the same
 */
public record FullIntraRequest(int senderSsrc, int mediaSsrc, int sequence) implements RtcpPacket {
    static final int FORMAT = 4;
    static final int SIZE = 20;

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public int write(byte[] out, int at) {
        RtcpHeader.writeFeedback(out, at, FORMAT, RtcpHeader.PAYLOAD_FEEDBACK, SIZE, senderSsrc, 0);
        RtpBytes.writeInt(out, at + 12, mediaSsrc);
        RtpBytes.writeInt(out, at + 16, sequence << 24);
        return SIZE;
    }

    static FullIntraRequest parse(byte[] buf, int at) {
        return new FullIntraRequest(RtpBytes.readInt(buf, at + 4), RtpBytes.readInt(buf, at + 12), buf[at + 16] & 0xff);
    }
}
