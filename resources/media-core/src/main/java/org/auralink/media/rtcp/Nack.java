package org.auralink.media.rtcp;

import java.util.Arrays;
import org.auralink.media.rtp.RtpBytes;

/**
 * Generic NACK (RFC 4585 6.2.1).
 *
 * @param senderSsrc who asks
 * @param mediaSsrc the stream asked for
 * @param sequences missing sequence numbers, ascending modulo 2^16
 */
public record Nack(int senderSsrc, int mediaSsrc, int[] sequences) implements RtcpPacket {
    static final int FORMAT = 1;
    static final int FIXED = 12;

    @Override
    public int size() {
        return FIXED + 4 * entries(null, 0);
    }

    @Override
    public int write(byte[] out, int at) {
        int size = FIXED + 4 * entries(out, at + FIXED);
        RtcpHeader.writeFeedback(out, at, FORMAT, RtcpHeader.TRANSPORT_FEEDBACK, size, senderSsrc, mediaSsrc);
        return size;
    }

    /** Counts the (packet id, bit mask) pairs, and writes them when there is an array. */
    private int entries(byte @org.jspecify.annotations.Nullable [] out, int at) {
        int entries = 0;
        int next = 0;
        while (next < sequences.length) {
            int first = sequences[next++];
            int mask = 0;
            while (next < sequences.length) {
                int ahead = sequences[next] - first & 0xffff;
                if (ahead < 1 || ahead > 16) {
                    break;
                }
                mask |= 1 << ahead - 1;
                next++;
            }
            if (out != null) {
                RtpBytes.writeShort(out, at + 4 * entries, first);
                RtpBytes.writeShort(out, at + 4 * entries + 2, mask);
            }
            entries++;
        }
        return entries;
    }

    static Nack parse(byte[] buf, int at, int end) {
        int[] found = new int[(end - at - FIXED) / 4 * 17];
        int count = 0;
        for (int entry = at + FIXED; entry + 4 <= end; entry += 4) {
            int first = RtpBytes.readShort(buf, entry);
            int mask = RtpBytes.readShort(buf, entry + 2);
            found[count++] = first;
            for (int bit = 0; bit < 16; bit++) {
                if ((mask >>> bit & 1) != 0) {
                    found[count++] = first + bit + 1 & 0xffff;
                }
            }
        }
        return new Nack(RtpBytes.readInt(buf, at + 4), RtpBytes.readInt(buf, at + 8), Arrays.copyOf(found, count));
    }
}
