package org.auralink.media.load;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.auralink.media.node.client.MediaClient;
import org.auralink.media.node.client.VideoPackets;

/** Sends packets at an even rate, some at a time. */
final class Pacer {
    private Pacer() {}

    /** Publishes on the caller's thread and returns how many packets were sent. */
    static long publish(MediaClient client, VideoPackets packets, int packetsPerSecond, int burst, Duration time)
            throws IOException {
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        long sent = 0;
        long now = begin;
        while (now - end < 0) {
            long due = begin + sent * 1_000_000_000L / packetsPerSecond;
            if (now - due < 0) {
                LockSupport.parkNanos(due - now);
            } else {
                for (int i = 0; i < burst; i++) {
                    byte[] packet = packets.next(System.nanoTime());
                    sent += client.sendRtp(packet, 0, packet.length) ? 1 : 0;
                }
            }
            now = System.nanoTime();
        }
        return sent;
    }
}
