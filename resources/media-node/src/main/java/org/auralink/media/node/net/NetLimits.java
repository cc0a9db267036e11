package org.auralink.media.node.net;

import java.time.Duration;

/**
 * Bounds of the media sockets.
 *
 * @param maxDatagram largest datagram read, bytes; the rest of a larger one is cut off, and it fails authentication.
 *     1500 is Ethernet's, and a browser stays under 1300
 * @param receiveBatch datagrams taken by one system call. Larger saves calls under load and costs
 *     {@code maxDatagram} bytes each
 * @param socketBuffer bytes asked of the kernel per direction: 20 ms of a full gigabit, so that a pause of the JVM
 *     loses nothing. The kernel may grant less
 * @param sendBuffers buffers waiting for a full socket before new datagrams are dropped: late media is worth nothing. One
 *     holds a datagram, or several to one receiver, and takes {@code maxDatagram * segments} bytes once used
 * @param segments datagrams that leave in one buffer at most, where the kernel cuts them. Ten cost a fifth of sending
 *     each; more would save little and take memory
 * @param tick how exactly transports' timeouts are kept; they are seconds
 * @param handshakeThreads handshakes at a time over all loops. Each blocks a thread for a few round trips
 * @param handshakeRoomThreads of them for one room. A hundred who join at the same moment from far away are through in
 *     some ten seconds; it takes the clients of four rooms to hold all threads
 * @param handshakeQueue handshakes that wait for a thread; more are refused at once instead of after a timeout. Each
 *     keeps a few datagrams
 * @param handshakeRoomQueue of them for one room: both connections of over a hundred who join at once
 * @param strangers what may come from addresses that no client is known at
 * @param searchesPerSecond how often the media of an unknown address is looked for among all transports of a loop, which
 *     costs some ten nanoseconds for each. A hundred clients behind a NAT that restarts are found in a second
 * @param helpedFrom part of its time from which on a loop has other loops help with what many receivers get. A datagram
 *     costs a fifth more then, and what is sooner done than half of the time is soon enough; there is as much left for
 *     what comes in bursts
 */
public record NetLimits(
        int maxDatagram,
        int receiveBatch,
        int socketBuffer,
        int sendBuffers,
        int segments,
        Duration tick,
        int handshakeThreads,
        int handshakeRoomThreads,
        int handshakeQueue,
        int handshakeRoomQueue,
        Strangers strangers,
        int searchesPerSecond,
        double helpedFrom) {
    /**
     * What an address may send that no client is known at.
     *
     * @param buckets that all such addresses share by chance; each takes 50 bytes
     * @param perSecond datagrams per second for each. A client that looks for a pair sends 20 checks per second, and one
     *     whose NAT changed its port sends media until it is found
     * @param burst of them at once
     */
    public record Strangers(int buckets, int perSecond, int burst) {}

    /** What the node uses. */
    public static final NetLimits DEFAULT = new NetLimits(
            1500,
            64,
            4 << 20,
            1024,
            8,
            Duration.ofMillis(50),
            64,
            16,
            1024,
            256,
            new Strangers(4096, 500, 50),
            500,
            0.5);

    /** The same with another {@link #helpedFrom}. */
    public NetLimits withHelpFrom(double part) {
        return new NetLimits(
                maxDatagram,
                receiveBatch,
                socketBuffer,
                sendBuffers,
                segments,
                tick,
                handshakeThreads,
                handshakeRoomThreads,
                handshakeQueue,
                handshakeRoomQueue,
                strangers,
                searchesPerSecond,
                part);
    }
}
