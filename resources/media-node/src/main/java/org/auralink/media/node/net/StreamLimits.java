package org.auralink.media.node.net;

import java.time.Duration;

/**
 * Bounds of clients that are reached over connections.
 *
 * @param frame largest datagram in a frame, bytes, as on the media sockets. A larger one ends the connection: no client
 *     sends it, and whoever does would be waited for
 * @param connections open ones over all clients; each takes some kilobytes, and at most {@code queuedBytes}
 * @param connectionsPerAddress of one client address, where an office behind one address has some hundred people, each with
 *     two connections
 * @param unproven connections that no good check came over yet; of more, the one that has waited longest is closed
 * @param proveWithin time for that check. A client sends it as soon as the connection stands
 * @param readBytes taken from a connection at once; no more is read until the media thread is done with it
 * @param datagramsPerSecond from one connection, on average. Who sends more is slowed down by TCP: a datagram of two bytes
 *     costs a media thread as much as a large one. A client with a camera, a screen and data at full speed sends 25 000
 * @param datagramBurst of them at once: more than {@code readBytes} of the smallest
 * @param queuedBytes that wait for one client, in each direction of a relay: a key frame of 1080p and what comes with it
 * @param stuckAfter for how long a client may take nothing while its queue is full
 * @param strangers what may come to the relay from addresses that have no allocation there. To get one takes three messages
 *     for each connection; whoever is sent the answers to forged ones gets little
 */
public record StreamLimits(
        int frame,
        int connections,
        int connectionsPerAddress,
        int unproven,
        Duration proveWithin,
        int readBytes,
        int datagramsPerSecond,
        int datagramBurst,
        int queuedBytes,
        Duration stuckAfter,
        NetLimits.Strangers strangers) {
    /** What the node uses. */
    public static final StreamLimits DEFAULT = new StreamLimits(
            1500,
            4096,
            512,
            256,
            Duration.ofSeconds(5),
            16 << 10,
            30_000,
            10_000,
            256 << 10,
            Duration.ofSeconds(10),
            new NetLimits.Strangers(4096, 20, 50));
}
