package org.auralink.media.room;

import org.auralink.media.room.forward.PacketOut;

/** Counts what is sent to one client. */
final class CountedOut implements PacketOut {
    private final PacketOut out;
    private long bytes;

    CountedOut(PacketOut out) {
        this.out = out;
    }

    @Override
    public boolean sendRtp(long now, byte[] buf, int from, int size) {
        bytes += size;
        return out.sendRtp(now, buf, from, size);
    }

    /** Of RTP so far, retransmissions included. */
    long bytes() {
        return bytes;
    }
}
