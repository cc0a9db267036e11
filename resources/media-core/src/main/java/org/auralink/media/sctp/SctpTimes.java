package org.auralink.media.sctp;

import java.time.Duration;

/**
 * How long an association waits for what (RFC 9260 16).
 *
 * @param initialTimeout until something unanswered is repeated, before a round trip was measured (RTO.Initial)
 * @param minTimeout the same at least (RTO.Min). RFC 9260 recommends a second, which a call notices; it has to be longer
 *     than peers delay acknowledgements, 200 ms
 * @param minSlack by which the timeout exceeds the mean round trip at least (RFC 6298 2.3's G). On a path that is long
 *     and even the measured variation goes towards nothing, and each acknowledgement that the peer delays, by up to
 *     200 ms, would come too late: everything under way would be taken for lost
 * @param maxTimeout the same at most, after it doubled (RTO.Max). A minute is recommended; after an outage nobody in a
 *     call waits that long, and a packet every five seconds harms nobody
 * @param acknowledgeWithin delay of an acknowledgement (SACK delay); a second packet ends it. RFC 9260 allows 200 ms,
 *     but there are senders who wait for it before they send the next part of a stream
 * @param heartbeatInterval silence until the peer is asked whether it is there (HB.interval)
 * @param cookieLife from our answer to a peer's INIT until it must have come back (Valid.Cookie.Life)
 * @param maxRetransmissions repetitions in a row without an answer until the peer counts as gone
 *     (Association.Max.Retrans); with these times after 40 s. ICE, whose consent lasts 30 s, notices before
 * @param maxInitRetransmissions the same of the handshake (Max.Init.Retransmits): half a minute
 */
public record SctpTimes(
        Duration initialTimeout,
        Duration minTimeout,
        Duration minSlack,
        Duration maxTimeout,
        Duration acknowledgeWithin,
        Duration heartbeatInterval,
        Duration cookieLife,
        int maxRetransmissions,
        int maxInitRetransmissions) {
    /** What the node uses. */
    public static final SctpTimes DEFAULT = new SctpTimes(
            Duration.ofSeconds(1),
            Duration.ofMillis(400),
            Duration.ofMillis(220),
            Duration.ofSeconds(5),
            Duration.ofMillis(20),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            10,
            8);
}
