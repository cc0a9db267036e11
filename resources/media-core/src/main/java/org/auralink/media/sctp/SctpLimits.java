package org.auralink.media.sctp;

/**
 * Bounds of one association. What a peer can make us keep is {@code receiveBuffer} and twice {@code maxMessage}, what we
 * keep for a peer that does not read is {@code sendBuffer}.
 *
 * @param maxPacket bytes of the largest packet sent, a multiple of four. A DTLS datagram has 1200, which fits into IPv6's
 *     smallest MTU (RFC 8261 5), and AES-GCM's record takes 37 of them. Packets received may be as large as they come
 * @param maxStreams streams in either direction; libwebrtc takes as many, and each costs 100 bytes once it is used
 * @param maxMessage bytes of a message in either direction, what {@code a=max-message-size} says. LiveKit's clients cut at
 *     15 kB and its server takes 64 kB
 * @param receiveBuffer bytes kept of what is not complete or not in order yet, its bookkeeping counted, and so the largest
 *     window advertised: 80 Mbit/s at a round trip of 100 ms
 * @param sendBuffer bytes kept of what is not acknowledged yet, its bookkeeping counted. Twice what one may send in the
 *     peer's window, if the peer is like us
 * @param lossyBuffer bytes that wait on one stream whose messages may be lost; the oldest make room for new ones, as what
 *     waits longer is worth nothing. Half a second at 4 Mbit/s
 * @param maxOutstanding chunks sent and not acknowledged, 80 bytes each: as many as {@code sendBuffer} has full ones,
 *     twice
 * @param maxGaps runs of chunks received beyond a missing one; a packet of acknowledgements holds 280
 * @param maxDuplicates duplicates reported in one acknowledgement. They are for statistics
 * @param maxChunks chunks looked at in one packet; an Ethernet frame holds 75 of one byte each
 * @param maxReplies chunks that wait to be sent in answer to what arrived. A packet asks for one or two
 * @param maxBurst packets of data that leave at once (RFC 9260 6.1 D); more leave with the next acknowledgement or after
 *     a millisecond, which is 300 Mbit/s
 * @param times how long is waited for what
 */
public record SctpLimits(
        int maxPacket,
        int maxStreams,
        int maxMessage,
        int receiveBuffer,
        int sendBuffer,
        int lossyBuffer,
        int maxOutstanding,
        int maxGaps,
        int maxDuplicates,
        int maxChunks,
        int maxReplies,
        int maxBurst,
        SctpTimes times) {
    /** What the node uses. */
    public static final SctpLimits DEFAULT = new SctpLimits(
            1_160, 1_024, 65_536, 1 << 20, 2 << 20, 256 << 10, 4_096, 256, 32, 128, 32, 32, SctpTimes.DEFAULT);

    /** Counted for each message or part kept beside its bytes: the objects around it. */
    static final int BOOKKEEPING = 128;

    /** Bytes of a message in one chunk at most. */
    int maxFragment() {
        return maxPacket - PacketReader.HEADER - DataChunk.HEADER;
    }
}
