package org.auralink.systemtests.sfu;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bad network between clients and one media port: passes datagrams on and loses some, in both directions, delays what goes to
 * clients, and gives them other ports in mid-call, as a NAT does that restarts.
 */
final class LossyRelay implements AutoCloseable {
    private final DatagramSocket front;
    private final InetSocketAddress node;
    private final Random random;
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, new ThreadPoolExecutor.DiscardPolicy());
    private volatile int lossPercent;
    private volatile Duration delay = Duration.ZERO;
    private final Map<SocketAddress, DatagramSocket> backs = new ConcurrentHashMap<>();
    private final List<DatagramSocket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger lost = new AtomicInteger();

    /**
     * Starts on a free port.
     *
     * @param address the one that the node advertises
     * @param nodePort the media port behind the relay
     */
    LossyRelay(InetAddress address, int nodePort, int lossPercent, long seed) throws IOException {
        node = new InetSocketAddress(address, nodePort);
        front = new DatagramSocket(new InetSocketAddress(address, 0));
        this.lossPercent = lossPercent;
        random = new Random(seed);
        sockets.add(front);
        run(() -> forward(front, datagram -> back(datagram.getSocketAddress()), node));
    }

    int port() {
        return front.getLocalPort();
    }

    /** Of datagrams from now on, each way. */
    void lose(int percent) {
        lossPercent = percent;
    }

    /** By how much everything arrives later at clients from now on. */
    void delay(Duration by) {
        delay = by;
    }

    /** Datagrams that did not arrive. */
    int lost() {
        return lost.get();
    }

    /** From now on the node hears every client from another port, and what it sends to the old ones is lost. */
    void changePorts() {
        for (SocketAddress client : backs.keySet()) {
            DatagramSocket old = backs.put(client, open(client));
            if (old != null) {
                old.close();
            }
        }
    }

    /** The socket from which the node hears this client. */
    private DatagramSocket back(SocketAddress client) {
        return backs.computeIfAbsent(client, this::open);
    }

    private DatagramSocket open(SocketAddress client) {
        try {
            var back = new DatagramSocket(new InetSocketAddress(front.getLocalAddress(), 0));
            sockets.add(back);
            run(() -> forward(back, datagram -> front, client));
            return back;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Exit {
        DatagramSocket of(DatagramPacket datagram);
    }

    private void forward(DatagramSocket from, Exit exit, SocketAddress to) {
        byte[] buffer = new byte[2048];
        while (!from.isClosed()) {
            try {
                var datagram = new DatagramPacket(buffer, buffer.length);
                from.receive(datagram);
                if (loses()) {
                    lost.incrementAndGet();
                } else if (from == front || delay.isZero()) {
                    exit.of(datagram).send(new DatagramPacket(buffer, datagram.getLength(), to));
                } else {
                    sendLater(exit.of(datagram), Arrays.copyOf(buffer, datagram.getLength()), to);
                }
            } catch (IOException e) {
                // Closed, or nobody listens there any more: the loop's condition tells.
                continue;
            }
        }
    }

    private void sendLater(DatagramSocket by, byte[] bytes, SocketAddress to) {
        // Of equal times the timer keeps the order. After the end nothing is sent any more.
        timer.schedule(
                () -> {
                    by.send(new DatagramPacket(bytes, bytes.length, to));
                    return null;
                },
                delay.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    private synchronized boolean loses() {
        return random.nextInt(100) < lossPercent;
    }

    private static void run(Runnable task) {
        var thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        sockets.forEach(DatagramSocket::close);
    }
}
