package org.auralink.media.sctp;

import org.auralink.media.rtp.RtpBytes;
import org.jspecify.annotations.Nullable;

/** The last packet of an association: an ABORT or a SHUTDOWN COMPLETE, sent once (RFC 9260 9). */
final class Farewell {
    /** Bytes of a cause that are told at most; what is wrong is said in fewer. */
    private static final int MAX_VALUE = 256;

    private byte @Nullable [] chunk;
    private int tag;

    void set(int peerTag, int type, byte[] value) {
        int size = Math.min(value.length, MAX_VALUE);
        byte[] made = new byte[FieldCursor.HEADER + size];
        made[0] = (byte) type;
        RtpBytes.writeShort(made, 2, made.length);
        System.arraycopy(value, 0, made, FieldCursor.HEADER, size);
        chunk = made;
        tag = peerTag;
    }

    /** Sends it, if it is due. */
    void write(PacketWriter packet, PacketSink sink) {
        byte[] last = chunk;
        if (last != null) {
            chunk = null;
            packet.begin(sink, tag);
            packet.putChunk(last);
            packet.send();
        }
    }
}
