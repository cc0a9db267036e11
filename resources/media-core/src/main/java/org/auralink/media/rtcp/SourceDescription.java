package org.auralink.media.rtcp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.auralink.media.rtp.RtpBytes;

/** Source description (RFC 3550 6.5), of which only the canonical name is told. */
public record SourceDescription(List<Chunk> chunks) implements RtcpPacket {
    private static final int CNAME = 1;

    /**
     * The name of one source; streams with the same name are played in sync.
     *
     * @param ssrc the source
     * @param cname at most 255 bytes of UTF-8
     */
    public record Chunk(int ssrc, String cname) {
        int size() {
            return (4 + 2 + cname.getBytes(StandardCharsets.UTF_8).length + 4) / 4 * 4;
        }
    }

    @Override
    public int size() {
        int size = RtcpHeader.SIZE;
        for (Chunk chunk : chunks) {
            size += chunk.size();
        }
        return size;
    }

    @Override
    public int write(byte[] out, int at) {
        int size = size();
        RtcpHeader.write(out, at, chunks.size(), RtcpHeader.SOURCE_DESCRIPTION, size);
        java.util.Arrays.fill(out, at + RtcpHeader.SIZE, at + size, (byte) 0);
        int where = at + RtcpHeader.SIZE;
        for (Chunk chunk : chunks) {
            byte[] name = chunk.cname().getBytes(StandardCharsets.UTF_8);
            RtpBytes.writeInt(out, where, chunk.ssrc());
            out[where + 4] = CNAME;
            out[where + 5] = (byte) name.length;
            System.arraycopy(name, 0, out, where + 6, name.length);
            where += chunk.size();
        }
        return size;
    }
}
