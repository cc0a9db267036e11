package org.auralink.media.node.http;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads of the HTTP server: one accepts, some move bytes, some read what the bytes mean. They are not those of
 * media, so that a flood of requests costs media nothing; and each is watched, so that one that is stuck can be told.
 */
public final class HttpThreads implements AutoCloseable {
    /** Signalling is light; the second keeps one slow burst from queueing. */
    private static final int CONNECTION_THREADS = 2;

    /** The second reads on while the first has a message of some ten milliseconds. */
    private static final int WORKERS = 2;

    private static final long PROBE_MILLIS = 500;

    private final EventLoopGroup acceptor = group("http-accept", 1);
    private final EventLoopGroup connections = group("http", CONNECTION_THREADS);
    private final WorkerPool workers = new WorkerPool(WORKERS);
    private final List<AtomicLong> cameRound = new ArrayList<>();

    /** Starts them. */
    public HttpThreads() {
        acceptor.forEach(this::probe);
        connections.forEach(this::probe);
    }

    private static EventLoopGroup group(String name, int threads) {
        return new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
    }

    private void probe(EventExecutor thread) {
        var last = new AtomicLong(System.nanoTime());
        cameRound.add(last);
        thread.scheduleWithFixedDelay(
                () -> last.set(System.nanoTime()), PROBE_MILLIS, PROBE_MILLIS, TimeUnit.MILLISECONDS);
    }

    EventLoopGroup acceptor() {
        return acceptor;
    }

    EventLoopGroup connections() {
        return connections;
    }

    WorkerPool workers() {
        return workers;
    }

    /** For how long the thread that is furthest behind has not come round, in nanoseconds; from any thread. */
    public long behindNanos() {
        long now = System.nanoTime();
        long longest =
                cameRound.stream().mapToLong(last -> now - last.get()).max().orElse(0);
        return Math.max(longest, workers.busyNanos());
    }

    /** Ends them, waiting at most a second. */
    @Override
    public void close() {
        acceptor.shutdownGracefully(0, 500, TimeUnit.MILLISECONDS);
        connections.shutdownGracefully(0, 500, TimeUnit.MILLISECONDS).awaitUninterruptibly(1000);
        workers.close();
    }
}
