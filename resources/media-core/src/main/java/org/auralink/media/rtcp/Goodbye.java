package org.auralink.media.rtcp;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.rtp.RtpBytes;

/** Sources that end (RFC 3550 6.6); the reason, if one came, is not kept. */
public record Goodbye(List<Integer> ssrcs) implements RtcpPacket {
    @Override
    public int size() {
        return RtcpHeader.SIZE + 4 * ssrcs.size();
    }

    @Override
    public int write(byte[] out, int at) {
        RtcpHeader.write(out, at, ssrcs.size(), RtcpHeader.GOODBYE, size());
        for (int i = 0; i < ssrcs.size(); i++) {
            RtpBytes.writeInt(out, at + RtcpHeader.SIZE + 4 * i, ssrcs.get(i));
        }
        return size();
    }

    static Goodbye parse(byte[] buf, int at, int count) {
        List<Integer> ssrcs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ssrcs.add(RtpBytes.readInt(buf, at + RtcpHeader.SIZE + 4 * i));
        }
        return new Goodbye(ssrcs);
    }
}
