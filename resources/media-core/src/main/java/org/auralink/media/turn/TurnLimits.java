package org.auralink.media.turn;

import java.time.Duration;

/**
 * Bounds of what is relayed.
 *
 * @param allocations of all clients; each takes about a kilobyte
 * @param allocationsPerUser of one participant: two connections, two ways to the relay and two network interfaces are
 *     eight, and during an ICE restart the old ones are still there
 * @param channels of one allocation: each media port of the node is worth one
 * @param lifetime of an allocation until it is refreshed, which clients do a minute before
 * @param longest life of an allocation however often it is refreshed. Who stays longer in a call allocates anew
 * @param permission for how long a peer may send after it was permitted (RFC 8656 9)
 * @param channel for how long a channel is bound (RFC 8656 12)
 * @param credential for how long a participant's password is good for new allocations, which a call of some hours has with
 *     each ICE restart. It relays to nothing but this node, so somebody who left gains nothing by it
 * @param nonce for how long one is good; another costs one round trip
 * @param bytesPerSecond of one allocation, in each direction, with what IP and UDP put around each datagram: what one client may send in media at most, and half of it more
 *     for data
 * @param bytesPerSecondOfAll in both directions together: some hundred video calls
 * @param requestsPerSecond that are answered on one allocation; a client refreshes four things in five minutes
 */
public record TurnLimits(
        int allocations,
        int allocationsPerUser,
        int channels,
        Duration lifetime,
        Duration longest,
        Duration permission,
        Duration channel,
        Duration credential,
        Duration nonce,
        long bytesPerSecond,
        long bytesPerSecondOfAll,
        int requestsPerSecond) {
    /** What the node uses. */
    public static final TurnLimits DEFAULT = new TurnLimits(
            4096,
            12,
            16,
            Duration.ofMinutes(10),
            Duration.ofHours(24),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofHours(12),
            Duration.ofHours(1),
            7_500_000,
            125_000_000,
            20);
}
