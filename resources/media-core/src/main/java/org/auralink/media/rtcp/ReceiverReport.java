package org.auralink.media.rtcp;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.rtp.RtpBytes;

/**
 * Receiver report (RFC 3550 6.4.2).
 *
 * @param ssrc who reports
 * @param reports at most 31
 */
public record ReceiverReport(int ssrc, List<ReportBlock> reports) implements RtcpPacket {
    private static final int FIXED = 8;

    @Override
    public int size() {
        return minimum(reports.size());
    }

    @Override
    public int write(byte[] out, int at) {
        RtcpHeader.write(out, at, reports.size(), RtcpHeader.RECEIVER_REPORT, size());
        RtpBytes.writeInt(out, at + 4, ssrc);
        writeBlocks(reports, out, at + FIXED);
        return size();
    }

    static ReceiverReport parse(byte[] buf, int at, int count) {
        return new ReceiverReport(RtpBytes.readInt(buf, at + 4), parseBlocks(buf, at + FIXED, count));
    }

    static int minimum(int count) {
        return FIXED + ReportBlock.SIZE * count;
    }

    static List<ReportBlock> parseBlocks(byte[] buf, int at, int count) {
        List<ReportBlock> blocks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            blocks.add(ReportBlock.parse(buf, at + ReportBlock.SIZE * i));
        }
        return blocks;
    }

    static void writeBlocks(List<ReportBlock> blocks, byte[] out, int at) {
        int where = at;
        for (ReportBlock block : blocks) {
            block.write(out, where);
            where += ReportBlock.SIZE;
        }
    }
}
