package org.auralink.media.transport;

/**
 * What one association may make us look at; what is above is shed. The costs are those of one core of 2026.
 *
 * @param strangeFailures packets whose tag does not fit and that continue no stream of the client. Such a packet costs up
 *     to 5 microseconds, so this is 0.3 % of a core; a new stream begins within a second even while others flood
 * @param streamFailures packets whose tag does not fit although SSRC and sequence number are those of a stream, which
 *     only somebody who sees the client's packets can send. Once there are many, each costs a microsecond
 * @param mediaFactor genuine RTP that is let through, per what the client's tracks are expected to bring: encoders
 *     overshoot, key frames and repairs come on top, bandwidth is probed with padding
 * @param leastMedia genuine RTP of a client that announced no track, and so sends what nobody gets: room for a
 *     connection that is probed
 * @param mostMedia genuine RTP of one client, whatever it announced: that of a dozen microphones and four cameras of 1080p
 *     in three layers each, and some 2 % of what a loop can open. 4000 a second of one member did others no harm
 * @param controlPackets genuine RTCP packets. Somebody who receives fifty cameras over a bad network sends some hundred
 * @param checkAttempts STUN messages for this association; each costs an HMAC, 0.3 microseconds, and some parsing
 * @param checks good checks, each of which is answered. A client sends 20 per second while it looks for a pair
 * @param records DTLS datagrams of a handshake, which has a dozen, and alerts
 * @param dataRecords DTLS datagrams of a client that is connected: those of data channels at 250 Mbit/s. Each costs 3
 *     microseconds to open, so the worst client takes 8 % of a core
 * @param recordFailures DTLS datagrams after the handshake that brought nothing, as forged ones do. To find that out costs
 *     90 microseconds, so this is 0.2 % of a core. A client whose last flight was lost sends a few
 */
public record TrafficLimits(
        Rate strangeFailures,
        Rate streamFailures,
        int mediaFactor,
        MediaRate leastMedia,
        MediaRate mostMedia,
        Rate controlPackets,
        Rate checkAttempts,
        Rate checks,
        Rate records,
        Rate dataRecords,
        Rate recordFailures) {
    /** What the node uses. */
    public static final TrafficLimits DEFAULT = new TrafficLimits(
            new Rate(500, 50),
            new Rate(5_000, 500),
            4,
            new MediaRate(500, 500_000),
            new MediaRate(4_000, 5_000_000),
            new Rate(1_000, 1_000),
            new Rate(2_000, 200),
            new Rate(50, 200),
            new Rate(100, 200),
            new Rate(27_000, 3_000),
            new Rate(20, 20));

    /** For measuring what packets cost: one association may send as much as a machine takes. */
    public static final TrafficLimits WIDE = new TrafficLimits(
            DEFAULT.strangeFailures,
            DEFAULT.streamFailures,
            DEFAULT.mediaFactor,
            new MediaRate(1_000_000, 1_000_000_000),
            new MediaRate(1_000_000, 1_000_000_000),
            DEFAULT.controlPackets,
            DEFAULT.checkAttempts,
            DEFAULT.checks,
            DEFAULT.records,
            DEFAULT.dataRecords,
            DEFAULT.recordFailures);

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
