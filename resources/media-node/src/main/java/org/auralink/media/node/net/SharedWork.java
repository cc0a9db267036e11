package org.auralink.media.node.net;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.auralink.media.transport.FanOut;

/** Work for many receivers, in parts that threads take one after the other until none is left. */
final class SharedWork {
    /** How long its owner looks whether others are ready, before it sleeps until they are: waking it takes as long. */
    private static final long LOOK_NANOS = 20_000;

    private final FanOut.Work work;
    private final Thread owner = Thread.currentThread();
    private final int receivers;
    private final int each;
    private final int parts;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<RuntimeException> fault = new AtomicReference<>();

    /** @param each receivers of a part */
    SharedWork(FanOut.Work work, int receivers, int each) {
        this.work = work;
        this.receivers = receivers;
        this.each = each;
        parts = (receivers + each - 1) / each;
    }

    int parts() {
        return parts;
    }

    /** Whether there are parts that nobody took. */
    boolean isLeft() {
        return taken.get() < parts;
    }

    /**
     * Does parts that nobody took.
     *
     * @param nanos after which no other is begun
     * @return how many were done, which {@link #finish} is to be told
     */
    int serve(int lane, long nanos) {
        long begun = System.nanoTime();
        int served = 0;
        for (int part = taken.getAndIncrement(); part < parts; part = taken.getAndIncrement()) {
            try {
                work.serve(part * each, Math.min(receivers, (part + 1) * each), lane);
            } catch (RuntimeException e) {
                fault.compareAndSet(null, e);
            } catch (Error e) {
                // Its owner must not wait for what will not come.
                fault.compareAndSet(null, new IllegalStateException("a part of the work failed", e));
            }
            served++;
            if (System.nanoTime() - begun >= nanos) {
                break;
            }
        }
        return served;
    }

    /** So many parts are done, and what they made has left. */
    void finish(int served) {
        if (done.addAndGet(served) == parts) {
            LockSupport.unpark(owner);
        }
    }

    /** Waits until all parts are done, of which none may be left; returns for how many nanoseconds. */
    long await() {
        long since = System.nanoTime();
        while (done.get() < parts) {
            if (System.nanoTime() - since < LOOK_NANOS) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
            }
        }
        return System.nanoTime() - since;
    }

    /** @throws RuntimeException of the first part that failed */
    void check() {
        RuntimeException failed = fault.get();
        if (failed != null) {
            throw failed;
        }
    }
}
