package org.auralink.media.transport;

import java.time.Duration;

/**
 * Bounds of one association.
 *
 * @param maxDatagram largest datagram looked at, bytes. 1500 is Ethernet's; a browser stays under 1300
 * @param disconnectedAfter silence of ICE checks until {@link TransportState#DISCONNECTED}. Chrome checks every 2.5 s
 * @param failedAfter silence until {@link TransportState#FAILED}; consent of RFC 7675 lasts 30 s
 * @param connectWithin time from creation until connected. Covers a person who is slow to answer a permission prompt
 * @param handshakeWithin time for the DTLS handshake, which occupies a thread. Flights are repeated after 1, 2, 4 and 8 s
 * @param maxHandshakeRecords DTLS datagrams waiting for the handshake. A client's flight is at most six
 * @param maxStreams SSRCs that a client may send, RTP and RTCP each, over the association's life. A participant with six
 *     simulcast tracks has 36. Each costs 200 bytes
 * @param maxSentStreams SSRCs that are sent to a client over the association's life. A subscription takes two, and what
 *     was sent in it stays known for ever, or a number could be used twice. Each costs 200 bytes
 * @param paths bounds of the addresses it is reached at
 * @param traffic bounds of what is looked at
 */
public record TransportLimits(
        int maxDatagram,
        Duration disconnectedAfter,
        Duration failedAfter,
        Duration connectWithin,
        Duration handshakeWithin,
        int maxHandshakeRecords,
        int maxStreams,
        int maxSentStreams,
        PathLimits paths,
        TrafficLimits traffic) {
    /** What the node uses. */
    public static final TransportLimits DEFAULT = new TransportLimits(
            1500,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            32,
            4096,
            16_384,
            PathLimits.DEFAULT,
            TrafficLimits.DEFAULT);

    /** These, but with other bounds of the traffic. */
    public TransportLimits with(TrafficLimits other) {
        return new TransportLimits(
                maxDatagram,
                disconnectedAfter,
                failedAfter,
                connectWithin,
                handshakeWithin,
                maxHandshakeRecords,
                maxStreams,
                maxSentStreams,
                paths,
                other);
    }
}
