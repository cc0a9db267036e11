package org.auralink.media.rtcp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.auralink.media.rtp.RtpBytes;

/** Source description (RFC 3550 6.5) with the canonical name of one source. Made once and sent with every report. */
public final class SourceDescription implements RtcpPacket {
    private static final int CNAME = 1;
    /** Type and length of an item. */
    private static final int ITEM = 2;

    private final int ssrc;
    private final byte[] name;

    /**
     * Streams with the same name are played in sync.
     *
     * @param ssrc the source
     * @param cname at most 255 bytes of UTF-8
     */
    public SourceDescription(int ssrc, String cname) {
        this.ssrc = ssrc;
        name = cname.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int size() {
        // At least one zero ends the items, and more fill up the last word.
        int chunk = (4 + ITEM + name.length + 4) / 4 * 4;
        return RtcpHeader.SIZE + chunk;
    }

    @Override
    public int write(byte[] out, int at) {
        int size = size();
        RtcpHeader.write(out, at, 1, RtcpHeader.SOURCE_DESCRIPTION, size);
        RtpBytes.writeInt(out, at + 4, ssrc);
        out[at + 8] = CNAME;
        out[at + 9] = (byte) name.length;
        System.arraycopy(name, 0, out, at + 10, name.length);
        Arrays.fill(out, at + 10 + name.length, at + size, (byte) 0);
        return size;
    }
}
