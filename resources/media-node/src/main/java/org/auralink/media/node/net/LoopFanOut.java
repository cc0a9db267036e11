package org.auralink.media.node.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.auralink.media.transport.FanOut;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other loops of the node as helpers of one: what a packet's many receivers need is done by all threads that have time.
 * Each takes some receivers after the other, seals what they get and sends it through the loop's sockets, while the loop
 * does the same; so nobody waits for a thread that is busy with rooms of its own.
 */
final class LoopFanOut implements FanOut {
    private static final Logger LOG = LoggerFactory.getLogger(LoopFanOut.class);
    /** Datagrams for which others are woken: a millisecond's work. Waking a thread and waiting for it takes some 50 us. */
    private static final int WORTH = 128;
    /**
     * Datagrams to each receiver. Of sound each packet is one by itself, fifty a second from each speaker; to wait for
     * others as often made a room of ten speakers and 300 listeners, which one thread can just serve, one that nobody could
     * join.
     */
    private static final int LEAST_EACH = 2;
    /** Datagrams of a part: half a millisecond. With smaller ones more often a thread has to ask for the next. */
    private static final int PART = 48;

    /**
     * By so much longer it took than it would have alone, once or little by little: helpers were put aside in the middle of
     * their parts, as the machine had no processor for them. More than a collection of garbage, for which everybody waits.
     */
    private static final long MUCH_LOST_NANOS = 5_000_000;
    /** Then the loop is alone for some frames: seldom enough to be late for that, and soon enough back where it needs help. */
    private static final long ALONE_NANOS = 250_000_000;

    private static final long CLOSE_SECONDS = 2;

    private final Runnable flush;
    private final Function<FanOutLane, Egress> opener;
    private volatile List<FanOutLane> helpers = List.of();
    private volatile boolean closed;
    private long aloneUntil = System.nanoTime();
    private long lostNanos;
    private boolean strained;
    private volatile @Nullable SharedWork present;

    /**
     * @param flush lets go of what the loop's own thread is about to send
     * @param opener makes a helper's way out of the loop's sockets, on its thread
     */
    LoopFanOut(Runnable flush, Function<FanOutLane, Egress> opener) {
        this.flush = flush;
        this.opener = opener;
    }

    /** These help from now on. */
    void helpedBy(List<DatagramLoop> others) {
        List<FanOutLane> found = new ArrayList<>();
        for (DatagramLoop other : others) {
            if (found.size() + 1 < MOST_LANES) {
                found.add(new FanOutLane(this, other, found.size() + 1));
            }
        }
        helpers = List.copyOf(found);
    }

    /** Whether the loop is busy for most of its time, as of late. */
    void setStrained(boolean nowStrained) {
        strained = nowStrained;
    }

    @Override
    public void serve(int receivers, int datagrams, Work work) {
        List<FanOutLane> others = helpers;
        boolean little = datagrams < LEAST_EACH || receivers * datagrams < WORTH;
        boolean alone = !strained || little || others.isEmpty() || closed;
        if (alone || System.nanoTime() - aloneUntil < 0) {
            work.serve(0, receivers, 0);
            return;
        }
        // What a receiver gets from another thread must not overtake what it got from this one before.
        flush.run();
        var shared = new SharedWork(work, receivers, Math.max(1, PART / datagrams));
        present = shared;
        for (int i = 0; i < others.size() && i + 1 < shared.parts(); i++) {
            others.get(i).ask();
        }
        long begun = System.nanoTime();
        int own = shared.serve(0, Long.MAX_VALUE);
        long saved = (System.nanoTime() - begun) / Math.max(1, own) * (shared.parts() - own);
        shared.finish(own);
        long waited = shared.await();
        present = null;
        lostNanos = Math.max(0, lostNanos + waited - saved);
        if (lostNanos > MUCH_LOST_NANOS) {
            lostNanos = 0;
            aloneUntil = System.nanoTime() + ALONE_NANOS;
        }
        shared.check();
    }

    /** What can be taken part in; null for nothing. */
    @Nullable
    SharedWork present() {
        return present;
    }

    Egress open(FanOutLane helper) {
        return opener.apply(helper);
    }

    /** What the calling thread, a helper's, sends. */
    Egress egress() {
        for (FanOutLane helper : helpers) {
            if (helper.isHere()) {
                return Objects.requireNonNull(helper.egress());
            }
        }
        throw new IllegalStateException("only a loop's thread sends for it, or one that helps");
    }

    /** Nobody helps any more, and the sockets are the loop's alone. From any thread but a loop's. */
    void close() {
        closed = true;
        List<FanOutLane> ending = helpers;
        var done = new CountDownLatch(ending.size());
        for (FanOutLane helper : ending) {
            if (!helper.close(done)) {
                done.countDown();
            }
        }
        try {
            if (!done.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a media loop is busy and does not let go of another's sockets");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
