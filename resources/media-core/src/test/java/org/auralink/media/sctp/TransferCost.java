package org.auralink.media.sctp;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import org.auralink.media.sctp.channel.ChannelEvents;
import org.auralink.media.sctp.channel.ChannelLimits;
import org.auralink.media.sctp.channel.ChannelOptions;
import org.auralink.media.sctp.channel.DataChannel;
import org.auralink.media.sctp.channel.DataChannels;

/**
 * Measures both sides of a data channel in one thread, joined in memory: CPU time and bytes allocated per packet, and
 * what that comes to. Run by hand, with the size of messages as its argument.
 */
final class TransferCost {
    private static final long BYTES = 100_000_000;
    private static final int ROUNDS = 6;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final ArrayDeque<byte[]> toSender = new ArrayDeque<>();
    private final ArrayDeque<byte[]> toReceiver = new ArrayDeque<>();
    private final Counting received = new Counting();
    private final DataChannels sender =
            new DataChannels(true, 5_000, ChannelLimits.DEFAULT, new Random(1), new Counting());
    private final DataChannels receiver =
            new DataChannels(false, 5_000, ChannelLimits.DEFAULT, new Random(2), received);
    private final byte[] message;
    private final DataChannel channel;
    private long now = 1;
    private long packets;
    private long copied;

    private TransferCost(int size, ChannelOptions options) {
        message = new byte[size];
        sender.connect(now);
        channel = sender.open(now, "x", options);
    }

    public static void main(String[] args) {
        int size = args.length == 0 ? 15_000 : Integer.parseInt(args[0]);
        TransferCost cost = new TransferCost(size, ChannelOptions.RELIABLE);
        System.out.printf("Java %s, 100 MB in messages of %d bytes%n", Runtime.version(), size);
        for (int round = 0; round < ROUNDS; round++) {
            cost.measure();
        }
    }

    private void measure() {
        received.bytes = 0;
        packets = 0;
        copied = 0;
        long time = THREADS.getCurrentThreadCpuTime();
        long bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        while (received.bytes < BYTES) {
            while (sender.bufferedAmount(channel) < 500_000
                    && sender.send(now, channel, true, message, 0, message.length) == SendOutcome.QUEUED) {
                // As much as the application would have queued.
            }
            step();
        }
        double seconds = (THREADS.getCurrentThreadCpuTime() - time) / 1e9;
        long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes - copied;
        System.out.printf(
                "%.0f Mbit/s, %.0f ns and %d B per packet, both sides together%n",
                received.bytes * 8 / seconds / 1e6, seconds * 1e9 / packets, allocated / packets);
    }

    /** A round trip of 1 ms. */
    private void step() {
        now += 500_000;
        take(receiver, toReceiver);
        receiver.transmit(now, (buf, from, size) -> add(toSender, buf, from, size));
        now += 500_000;
        take(sender, toSender);
        sender.transmit(now, (buf, from, size) -> add(toReceiver, buf, from, size));
    }

    private void take(DataChannels side, ArrayDeque<byte[]> from) {
        for (byte[] packet = from.poll(); packet != null; packet = from.poll()) {
            side.receive(now, packet, 0, packet.length);
        }
        side.advance(now);
    }

    private void add(ArrayDeque<byte[]> to, byte[] buf, int from, int size) {
        packets++;
        copied += 16 + size;
        to.add(Arrays.copyOfRange(buf, from, from + size));
    }

    private static final class Counting implements ChannelEvents {
        private long bytes;

        @Override
        public void onOpen(long time, DataChannel channel) {}

        @Override
        public void onMessage(long time, DataChannel channel, boolean binary, byte[] buf, int from, int size) {
            bytes += size;
        }

        @Override
        public void onBufferedAmountLow(long time, DataChannel channel) {}

        @Override
        public void onClosed(long time, DataChannel channel) {}

        @Override
        public void onEnded(long time, EndReason reason) {
            throw new IllegalStateException("ended: " + reason);
        }
    }
}
