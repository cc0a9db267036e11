package org.auralink.media.srtp;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Measures sealing and opening: CPU time and bytes allocated per packet. Run by hand, once as it is and once with
 * {@code -Dauralink.srtp.jdk=true} for the JDK's AES-GCM.
 */
final class CipherCost {
    private static final int PAYLOAD = 1188;
    private static final int PACKETS = 200_000;
    private static final int ROUNDS = 6;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final byte[] packet = SealedPackets.rtp(SealedPackets.SSRC, 0, PAYLOAD);
    private final byte[][] sealed = new byte[1000][packet.length + 20];
    private final byte[] opened = new byte[1500];
    private final SrtpSender sender;
    private final SrtpReceiver receiver;
    private int sequence;
    private long sealNanos;
    private long openNanos;
    private long sealBytes;
    private long openBytes;

    private CipherCost(SrtpProfile profile) {
        SrtpKeys keys = SealedPackets.keys(profile, 1);
        sender = new SrtpSender(keys.client(), 1);
        receiver = new SrtpReceiver(keys.client(), 1);
    }

    public static void main(String[] args) {
        System.out.printf("Java %s, AES-GCM by %s%n", Runtime.version(), CryptoProviders.gcmProvider());
        for (SrtpProfile profile : SrtpProfile.values()) {
            CipherCost cost = new CipherCost(profile);
            for (int round = 0; round < ROUNDS; round++) {
                cost.measure();
                System.out.printf(
                        "%s: seal %d ns %d B, open %d ns %d B%n",
                        profile,
                        cost.sealNanos / PACKETS,
                        cost.sealBytes / PACKETS,
                        cost.openNanos / PACKETS,
                        cost.openBytes / PACKETS);
            }
        }
    }

    private void measure() {
        sealNanos = 0;
        openNanos = 0;
        sealBytes = 0;
        openBytes = 0;
        for (int n = 0; n < PACKETS / sealed.length; n++) {
            long time = THREADS.getCurrentThreadCpuTime();
            long bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            int size = sealAll();
            sealBytes += THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes;
            sealNanos += THREADS.getCurrentThreadCpuTime() - time;
            time = THREADS.getCurrentThreadCpuTime();
            bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            openAll(size);
            openBytes += THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes;
            openNanos += THREADS.getCurrentThreadCpuTime() - time;
        }
    }

    private int sealAll() {
        int size = 0;
        for (byte[] out : sealed) {
            sequence = sequence + 1 & 0xffff;
            packet[2] = (byte) (sequence >> 8);
            packet[3] = (byte) sequence;
            size = sender.sealRtp(packet, 0, packet.length, out);
        }
        return size;
    }

    private void openAll(int size) {
        for (byte[] in : sealed) {
            if (receiver.openRtp(in, 0, size, opened) < 0) {
                throw new IllegalStateException("a genuine packet was refused");
            }
        }
    }
}
