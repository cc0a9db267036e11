package org.auralink.media.transport;

/**
 * What one association may make us look at; what is above is shed. The costs are those of one core of 2026.
 *
 * @param strangeFailures packets whose tag does not fit and that continue no stream of the client. Such a packet costs up
 *     to 5 microseconds, so this is 0.3 % of a core; a new stream begins within a second even while others flood
 * @param streamFailures packets whose tag does not fit although SSRC and sequence number are those of a stream, which
 *     only somebody who sees the client's packets can send. Once there are many, each costs a microsecond
 * @param mediaPackets genuine RTP packets: four times those of a microphone, a camera of 1080p in three layers and a
 *     shared screen, a thousand
 * @param mediaBytes their bytes: four times 10 Mbit/s
 * @param controlPackets genuine RTCP packets. Somebody who receives fifty cameras over a bad network sends some hundred
 * @param checkAttempts STUN messages for this association; each costs an HMAC, 0.3 microseconds, and some parsing
 * @param checks good checks, each of which is answered. A client sends 20 per second while it looks for a pair
 * @param records DTLS datagrams. A handshake has a dozen, and nothing but alerts follows it, until data channels do
 */
public record TrafficLimits(
        Rate strangeFailures,
        Rate streamFailures,
        Rate mediaPackets,
        Rate mediaBytes,
        Rate controlPackets,
        Rate checkAttempts,
        Rate checks,
        Rate records) {
    /** What the node uses. */
    public static final TrafficLimits DEFAULT = new TrafficLimits(
            new Rate(500, 50),
            new Rate(5_000, 500),
            new Rate(4_000, 4_000),
            new Rate(5_000_000, 5_000_000),
            new Rate(1_000, 1_000),
            new Rate(2_000, 200),
            new Rate(50, 200),
            new Rate(100, 200));

    /** For measuring what packets cost: one association may send as much as a machine takes. */
    public static final TrafficLimits WIDE = new TrafficLimits(
            DEFAULT.strangeFailures,
            DEFAULT.streamFailures,
            new Rate(1_000_000, 1_000_000),
            new Rate(1_000_000_000, 1_000_000_000),
            DEFAULT.controlPackets,
            DEFAULT.checkAttempts,
            DEFAULT.checks,
            DEFAULT.records);

    /**
     * So many per second on average.
     *
     * @param burst so many at once
     */
    public record Rate(int perSecond, int burst) {
        TokenBucket bucket() {
            return new TokenBucket(perSecond, burst);
        }
    }
}
