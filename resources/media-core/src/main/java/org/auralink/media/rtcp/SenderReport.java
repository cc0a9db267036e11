package org.auralink.media.rtcp;

import java.util.List;
import org.auralink.media.rtp.RtpBytes;

/**
 * Sender report (RFC 3550 6.4.1): maps the stream's timestamps to wall-clock time.
 *
 * @param ssrc the sender's stream
 * @param ntpTimestamp 32.32 bits since 1900
 * @param rtpTimestamp the same moment in the stream's clock, 0..2^32-1
 * @param packetCount packets sent, modulo 2^32
 * @param octetCount payload bytes sent, modulo 2^32
 * @param reports at most 31
 */
public record SenderReport(
        int ssrc, long ntpTimestamp, long rtpTimestamp, long packetCount, long octetCount, List<ReportBlock> reports)
        implements RtcpPacket {
    private static final int FIXED = 28;

    /** The part of {@link #ntpTimestamp} that receivers echo. */
    public int ntpMiddle() {
        return (int) (ntpTimestamp >>> 16);
    }

    @Override
    public int size() {
        return FIXED + ReportBlock.SIZE * reports.size();
    }

    @Override
    public int write(byte[] out, int at) {
        RtcpHeader.write(out, at, reports.size(), RtcpHeader.SENDER_REPORT, size());
        RtpBytes.writeInt(out, at + 4, ssrc);
        RtpBytes.writeInt(out, at + 8, (int) (ntpTimestamp >>> 32));
        RtpBytes.writeInt(out, at + 12, (int) ntpTimestamp);
        RtpBytes.writeInt(out, at + 16, (int) rtpTimestamp);
        RtpBytes.writeInt(out, at + 20, (int) packetCount);
        RtpBytes.writeInt(out, at + 24, (int) octetCount);
        ReceiverReport.writeBlocks(reports, out, at + FIXED);
        return size();
    }

    static SenderReport parse(byte[] buf, int at, int count) {
        return new SenderReport(
                RtpBytes.readInt(buf, at + 4),
                (long) RtpBytes.readInt(buf, at + 8) << 32 | RtpBytes.readUnsignedInt(buf, at + 12),
                RtpBytes.readUnsignedInt(buf, at + 16),
                RtpBytes.readUnsignedInt(buf, at + 20),
                RtpBytes.readUnsignedInt(buf, at + 24),
                ReceiverReport.parseBlocks(buf, at + FIXED, count));
    }

    static int minimum(int count) {
        return FIXED + ReportBlock.SIZE * count;
    }
}
