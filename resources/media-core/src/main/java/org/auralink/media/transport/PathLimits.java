package org.auralink.media.transport;

import java.time.Duration;

/**
 * Bounds of the addresses of one association, and of the checks that we send there.
 *
 * @param maxPaths addresses kept. A browser with several interfaces checks a handful
 * @param unprovenFactor bytes sent to an address, per byte that came from it, until it has shown that it can receive.
 *     RFC 9000 8.1 has the same; a flight of the handshake fits
 * @param repeatAfter time until a check that is not answered is sent again, doubled each time (RFC 8445 14.3 wants half a
 *     second at least)
 * @param repeats how often a check is sent in all, until the client is heard from again
 * @param quiet time for the present address to answer, when the client was heard from another one that it did not
 *     nominate. Longer than most round trips; a mistake costs a detour until the next nomination
 * @param choiceHolds for how long a client that nominated its UDP address means it, although it nominates a way around UDP
 *     as well. A client that lost UDP nominates only the way around it from then on
 * @param provenFor how long an answer is a proof, and how long an address that is no longer heard from gets media
 *     (RFC 7675 5.1)
 * @param consentAfter silence of the address in use until it is asked whether the client still receives there, and
 *     between such checks at least: one per second for one association, none where media comes. RFC 7675 5.1 has four to
 *     six seconds, for which nobody wants to hear nothing after a NAT changed a port
 * @param consentAgainAfter time until one that is not answered is sent again, to clients that answer; longer than most
 *     round trips. The last one waits for {@code repeatAfter}, and each for two round trips at least. With three, a path
 *     is found silent 2.1 s after the client was last heard
 * @param slowest round trip that is allowed for. A call over a slower one is none
 * @param checksPerSecond checks of ours to all addresses of one association, on average; as many may leave at once
 */
public record PathLimits(
        int maxPaths,
        int unprovenFactor,
        Duration repeatAfter,
        int repeats,
        Duration quiet,
        Duration choiceHolds,
        Duration provenFor,
        Duration consentAfter,
        Duration consentAgainAfter,
        Duration slowest,
        int checksPerSecond) {
    /** What the node uses. */
    public static final PathLimits DEFAULT = new PathLimits(
            8,
            3,
            Duration.ofMillis(500),
            3,
            Duration.ofMillis(300),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofMillis(300),
            Duration.ofSeconds(2),
            10);
}
