package org.auralink.media.rtcp;

import org.auralink.media.rtp.RtpBytes;

/**
 * What a receiver says about one source (RFC 3550 6.4.1).
 *
 * @param ssrc the source reported on
 * @param fractionLost share lost since the last report, in 1/256
 * @param cumulativeLost packets lost in all; 24 bits signed
 * @param extendedHighestSequence wraps in the high 16 bits, highest sequence number in the low ones
 * @param jitter in units of the source's clock
 * @param lastSenderReport middle 32 bits of the NTP time of the last SR, 0 for none
 * @param delaySinceLastSenderReport in 1/65536 s
 */
public record ReportBlock(
        int ssrc,
        int fractionLost,
        int cumulativeLost,
        long extendedHighestSequence,
        long jitter,
        int lastSenderReport,
        long delaySinceLastSenderReport) {
    static final int SIZE = 24;

    static ReportBlock parse(byte[] buf, int at) {
        int lost = RtpBytes.readMedium(buf, at + 5);
        return new ReportBlock(
                RtpBytes.readInt(buf, at),
                buf[at + 4] & 0xff,
                lost << 8 >> 8,
                RtpBytes.readUnsignedInt(buf, at + 8),
                RtpBytes.readUnsignedInt(buf, at + 12),
                RtpBytes.readInt(buf, at + 16),
                RtpBytes.readUnsignedInt(buf, at + 20));
    }

    void write(byte[] out, int at) {
        RtpBytes.writeInt(out, at, ssrc);
        out[at + 4] = (byte) fractionLost;
        RtpBytes.writeMedium(out, at + 5, cumulativeLost);
        RtpBytes.writeInt(out, at + 8, (int) extendedHighestSequence);
        RtpBytes.writeInt(out, at + 12, (int) jitter);
        RtpBytes.writeInt(out, at + 16, lastSenderReport);
        RtpBytes.writeInt(out, at + 20, (int) delaySinceLastSenderReport);
    }
}
