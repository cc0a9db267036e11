package org.auralink.media.node.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that read what clients send, so that the threads which move bytes and media never do. What waits for them
 * is bounded by the number of connections: each stands in the queue once at most, with its {@link Lane}.
 */
final class WorkerPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);

    private final BlockingQueue<Lane> ready = new LinkedBlockingQueue<>();
    private final List<Worker> workers = new ArrayList<>();

    WorkerPool(int threads) {
        for (int i = 0; i < threads; i++) {
            var worker = new Worker("worker-" + i);
            workers.add(worker);
            worker.start();
        }
    }

    /** A lane for a new connection. */
    Lane lane() {
        return new Lane(ready::add);
    }

    /** For how long the longest of the tasks that are being done has been, in nanoseconds. */
    long busyNanos() {
        long now = System.nanoTime();
        return workers.stream().mapToLong(worker -> worker.busyNanos(now)).max().orElse(0);
    }

    /** Ends the threads; what waits is not done any more. */
    @Override
    public void close() {
        workers.forEach(Thread::interrupt);
    }

    private final class Worker extends Thread {
        private volatile boolean busy;
        private volatile long since;

        Worker(String name) {
            super(name);
            setDaemon(true);
        }

        long busyNanos(long now) {
            return busy ? now - since : 0;
        }

        @Override
        public void run() {
            try {
                while (!isInterrupted()) {
                    Lane lane = ready.take();
                    since = System.nanoTime();
                    busy = true;
                    runNext(lane);
                    busy = false;
                }
            } catch (InterruptedException e) {
                LOG.debug("{} ends", getName());
            }
        }

        /** Whatever happens on behalf of one connection, the next one finds a worker. */
        private void runNext(Lane lane) {
            try {
                lane.runNext();
            } catch (RuntimeException | Error e) {
                LOG.error("A connection's task failed", e);
            }
        }
    }
}
