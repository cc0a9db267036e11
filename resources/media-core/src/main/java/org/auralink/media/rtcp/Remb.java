package org.auralink.media.rtcp;

import org.auralink.media.rtp.RtpBytes;

/**
 * Receiver estimated maximum bitrate (draft-alvestrand-rmcat-remb-03 2.2).
 *
 * @param senderSsrc who estimates
 * @param bitsPerSecond for all of {@code mediaSsrcs} together; 18 bits of it survive writing
 * @param mediaSsrcs the streams meant, at most 255
 */
public record Remb(int senderSsrc, long bitsPerSecond, int[] mediaSsrcs) implements RtcpPacket {
    static final int FORMAT = 15;
    static final int FIXED = 20;
    /** The ASCII characters that tell it from other application layer feedback. */
    static final int NAME = 'R' << 24 | 'E' << 16 | 'M' << 8 | 'B';

    private static final int MAX_MANTISSA = 0x3FFFF;

    @Override
    public int size() {
        return FIXED + 4 * mediaSsrcs.length;
    }

    @Override
    public int write(byte[] out, int at) {
        RtcpHeader.writeFeedback(out, at, FORMAT, RtcpHeader.PAYLOAD_FEEDBACK, size(), senderSsrc, 0);
        RtpBytes.writeInt(out, at + 12, NAME);
        long mantissa = bitsPerSecond;
        int exponent = 0;
        while (mantissa > MAX_MANTISSA) {
            mantissa >>>= 1;
            exponent++;
        }
        out[at + 16] = (byte) mediaSsrcs.length;
        RtpBytes.writeMedium(out, at + 17, exponent << 18 | (int) mantissa);
        for (int i = 0; i < mediaSsrcs.length; i++) {
            RtpBytes.writeInt(out, at + FIXED + 4 * i, mediaSsrcs[i]);
        }
        return size();
    }

    static Remb parse(byte[] buf, int at, int end) {
        int number = RtpBytes.readMedium(buf, at + 17);
        int exponent = number >>> 18;
        long mantissa = number & MAX_MANTISSA;
        long bits = exponent > 45 ? Long.MAX_VALUE : mantissa << exponent;
        int[] ssrcs = new int[Math.min(buf[at + 16] & 0xff, (end - at - FIXED) / 4)];
        for (int i = 0; i < ssrcs.length; i++) {
            ssrcs[i] = RtpBytes.readInt(buf, at + FIXED + 4 * i);
        }
        return new Remb(RtpBytes.readInt(buf, at + 4), bits, ssrcs);
    }
}
