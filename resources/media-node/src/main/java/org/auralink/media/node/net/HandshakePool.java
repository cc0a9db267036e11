package org.auralink.media.node.net;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for DTLS handshakes, which block and therefore must not run on a loop. Bounded: a flood of handshakes is
 * refused instead of filling the memory with threads.
 */
public final class HandshakePool implements AutoCloseable {
    /** Idle threads end after this; calls come in bursts. */
    private static final int KEEP_SECONDS = 30;

    private final ThreadPoolExecutor threads;

    /** Takes {@link NetLimits#handshakeThreads()} and {@link NetLimits#handshakeQueue()}. */
    public HandshakePool(NetLimits limits) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                limits.handshakeThreads(),
                limits.handshakeThreads(),
                KEEP_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(limits.handshakeQueue()),
                task -> {
                    Thread thread = new Thread(task, "dtls-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Runs {@code handshake} when a thread is free; false when too many wait already, or after {@link #close}. */
    public boolean start(Runnable handshake) {
        try {
            threads.execute(handshake);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Handshakes that run now. */
    public int active() {
        return threads.getActiveCount();
    }

    /** Interrupts running handshakes and takes no more. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
