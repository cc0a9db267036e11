package org.auralink.media.sctp;

import java.nio.ByteBuffer;

/**
 * What an INIT ACK gives to the peer to keep for us (RFC 9260 5.1.3), so that an INIT leaves nothing behind here.
 *
 * @param madeAt nanoseconds of the association's clock
 * @param localTag what the peer's packets would carry
 * @param localTsn number of our first chunk of data
 * @param tieTag our tag when there was an association already, zero otherwise
 * @param peerTieTag the peer's then
 */
record StateCookie(long madeAt, int localTag, int localTsn, int tieTag, int peerTieTag, Peer peer) {
    /** Bytes of it, unsealed. */
    static final int SIZE = 46;

    private static final int FORWARDS_TSN = 1;
    private static final int RECONFIGURES = 2;

    byte[] encode() {
        int flags = (peer.forwardsTsn() ? FORWARDS_TSN : 0) | (peer.reconfigures() ? RECONFIGURES : 0);
        return ByteBuffer.allocate(SIZE)
                .putLong(madeAt)
                .putInt(localTag)
                .putInt(localTsn)
                .putInt(tieTag)
                .putInt(peerTieTag)
                .putInt(peer.tag())
                .putInt(peer.initialTsn())
                .putLong(peer.window())
                .putShort((short) peer.outgoingStreams())
                .putShort((short) peer.incomingStreams())
                .putShort((short) flags)
                .array();
    }

    static StateCookie decode(byte[] bytes, int from) {
        ByteBuffer in = ByteBuffer.wrap(bytes, from, SIZE);
        long madeAt = in.getLong();
        int localTag = in.getInt();
        int localTsn = in.getInt();
        int tieTag = in.getInt();
        int peerTieTag = in.getInt();
        int tag = in.getInt();
        int tsn = in.getInt();
        long window = in.getLong();
        int outgoing = in.getShort() & 0xffff;
        int incoming = in.getShort() & 0xffff;
        int flags = in.getShort();
        boolean forwards = (flags & FORWARDS_TSN) != 0;
        boolean reconfigures = (flags & RECONFIGURES) != 0;
        Peer peer = new Peer(tag, tsn, window, outgoing, incoming, forwards, reconfigures);
        return new StateCookie(madeAt, localTag, localTsn, tieTag, peerTieTag, peer);
    }
}
