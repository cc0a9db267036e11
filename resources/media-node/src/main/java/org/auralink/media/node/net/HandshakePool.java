package org.auralink.media.node.net;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Threads for DTLS handshakes, which block and therefore must not run on a loop. Bounded: a flood of handshakes is
 * refused instead of filling the memory with threads. And shared out by room: a client that begins a handshake and goes
 * silent holds a thread until the handshake's time is over, so the clients of one room, however many, must not be able
 * to hold them all.
 */
public final class HandshakePool implements AutoCloseable {
    /** Idle threads end after this; calls come in bursts. */
    private static final int KEEP_SECONDS = 30;

    private final NetLimits limits;
    private final ThreadPoolExecutor threads;
    private final Map<Object, Share> shares = new LinkedHashMap<>();
    private int running;
    private int waiting;
    private boolean closed;

    /** What one room has of the pool. */
    private static final class Share {
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int running;
    }

    /** Takes the limits whose names begin with {@code handshake}. */
    public HandshakePool(NetLimits limits) {
        this.limits = limits;
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                limits.handshakeThreads(),
                limits.handshakeThreads(),
                KEEP_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "dtls-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs {@code handshake} when a thread is free that its room may have.
     *
     * @param room stands for the room whose handshakes are counted together; equal objects are the same room
     * @return false when too many wait already, in all or of this room, and after {@link #close}
     */
    public synchronized boolean start(Object room, Runnable handshake) {
        if (closed) {
            return false;
        }
        Share share = shares.get(room);
        if (mayRun(share)) {
            run(room, share == null ? new Share() : share, handshake);
            return true;
        }
        int waitingHere = share == null ? 0 : share.waiting.size();
        if (waiting >= limits.handshakeQueue() || waitingHere >= limits.handshakeRoomQueue()) {
            return false;
        }
        shares.computeIfAbsent(room, first -> new Share()).waiting.add(handshake);
        waiting++;
        return true;
    }

    private boolean mayRun(@Nullable Share share) {
        return running < limits.handshakeThreads() && (share == null || share.running < limits.handshakeRoomThreads());
    }

    private void run(Object room, Share share, Runnable handshake) {
        shares.put(room, share);
        share.running++;
        running++;
        threads.execute(() -> {
            try {
                handshake.run();
            } finally {
                ended(room, share);
            }
        });
    }

    private synchronized void ended(Object room, Share share) {
        running--;
        share.running--;
        // Rooms take turns: the one that just had a thread is asked last.
        shares.remove(room);
        if (share.running > 0 || !share.waiting.isEmpty()) {
            shares.put(room, share);
        }
        if (!closed) {
            startNext();
        }
    }

    private void startNext() {
        for (Map.Entry<Object, Share> entry : shares.entrySet()) {
            Share share = entry.getValue();
            Runnable next = mayRun(share) ? share.waiting.poll() : null;
            if (next != null) {
                waiting--;
                run(entry.getKey(), share, next);
                return;
            }
        }
    }

    /** Handshakes that run now. */
    public synchronized int active() {
        return running;
    }

    /** Interrupts running handshakes and takes no more. */
    @Override
    public synchronized void close() {
        closed = true;
        threads.shutdownNow();
    }
}
