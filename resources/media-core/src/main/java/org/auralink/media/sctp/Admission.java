package org.auralink.media.sctp;

import org.jspecify.annotations.Nullable;

/** Whether a packet is of the association, by its verification tag and its first chunk (RFC 9260 8.5.1). */
final class Admission {
    private Admission() {}

    /** That of a COOKIE ECHO is looked at with the cookie, which knows it. */
    static boolean isGranted(PacketReader packet, Handshake handshake, @Nullable Transfer present) {
        int tag = packet.verificationTag();
        int type = packet.type();
        if (type == ChunkType.INIT) {
            return tag == 0 && packet.isAlone();
        }
        if (type == ChunkType.COOKIE_ECHO) {
            return true;
        }
        boolean mayReflect = type == ChunkType.ABORT || type == ChunkType.SHUTDOWN_COMPLETE;
        if (mayReflect && (packet.flags() & ChunkType.REFLECTED_TAG) != 0) {
            Peer peer = present == null ? handshake.peer() : present.peer();
            return peer != null && tag == peer.tag();
        }
        return tag == (present == null ? handshake.localTag() : present.localTag());
    }
}
