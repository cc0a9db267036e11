package org.auralink.media.rtcp;

import org.auralink.media.rtp.RtpBytes;

/**
 * Asks for a key frame (RFC 4585 6.3.1).
 *
 * @param senderSsrc who asks
 * @param mediaSsrc the stream asked for
 */
public record PictureLossIndication(int senderSsrc, int mediaSsrc) implements RtcpPacket {
    static final int FORMAT = 1;
    static final int SIZE = 12;

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public int write(byte[] out, int at) {
        RtcpHeader.writeFeedback(out, at, FORMAT, RtcpHeader.PAYLOAD_FEEDBACK, SIZE, senderSsrc, mediaSsrc);
        return SIZE;
    }

    static PictureLossIndication parse(byte[] buf, int at) {
        return new PictureLossIndication(RtpBytes.readInt(buf, at + 4), RtpBytes.readInt(buf, at + 8));
    }
}
