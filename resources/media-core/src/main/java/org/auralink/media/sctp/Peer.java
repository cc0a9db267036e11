package org.auralink.media.sctp;

/**
 * What the handshake told of the other side, and what both can.
 *
 * @param tag what packets to it carry
 * @param initialTsn number of its first chunk of data
 * @param window what it could receive then, bytes
 * @param outgoingStreams streams we may send on
 * @param incomingStreams streams it may send on
 * @param forwardsTsn whether messages may be given up (RFC 3758)
 * @param reconfigures whether streams can be reset (RFC 6525)
 */
record Peer(
        int tag,
        int initialTsn,
        long window,
        int outgoingStreams,
        int incomingStreams,
        boolean forwardsTsn,
        boolean reconfigures) {
    /** What its INIT or INIT ACK comes to with ours (RFC 9260 5.1.1). */
    static Peer of(InitChunk theirs, int ourStreams) {
        return new Peer(
                theirs.tag(),
                theirs.initialTsn(),
                theirs.window(),
                Math.min(ourStreams, theirs.incomingStreams()),
                Math.min(ourStreams, theirs.outgoingStreams()),
                theirs.forwardsTsn(),
                theirs.reconfigures());
    }
}
