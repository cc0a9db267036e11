package org.auralink.media.sctp;

import java.util.ArrayDeque;
import org.auralink.media.rtp.RtpBytes;

/** Chunks that answer what arrived, until the next packet leaves. Bounded: a peer can ask faster than we send. */
final class Replies {
    private final ArrayDeque<byte[]> chunks = new ArrayDeque<>();
    private final int most;
    private final int maxSize;
    private final SctpCounters counters;

    Replies(SctpLimits limits, SctpCounters counters) {
        most = limits.maxReplies();
        maxSize = limits.maxPacket() - PacketReader.HEADER;
        this.counters = counters;
    }

    /** A chunk with that value. */
    void add(int type, int flags, byte[] buf, int from, int size) {
        int length = FieldCursor.HEADER + size;
        if (chunks.size() >= most || length > maxSize) {
            counters.add(SctpDrop.TOO_MANY_REPLIES);
            return;
        }
        byte[] chunk = new byte[length];
        chunk[0] = (byte) type;
        chunk[1] = (byte) flags;
        RtpBytes.writeShort(chunk, 2, length);
        System.arraycopy(buf, from, chunk, FieldCursor.HEADER, size);
        chunks.add(chunk);
    }

    /** A chunk without a value. */
    void add(int type) {
        add(type, 0, new byte[0], 0, 0);
    }

    /** An ERROR with that cause (RFC 9260 3.3.10). */
    void error(byte[] cause) {
        add(ChunkType.ERROR, 0, cause, 0, cause.length);
    }

    boolean isEmpty() {
        return chunks.isEmpty();
    }

    void write(PacketWriter packet) {
        for (byte[] chunk = chunks.poll(); chunk != null; chunk = chunks.poll()) {
            packet.putChunk(chunk);
        }
    }

    void clear() {
        chunks.clear();
    }
}
