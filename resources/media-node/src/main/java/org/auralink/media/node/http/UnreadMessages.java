package org.auralink.media.node.http;

import io.netty.channel.Channel;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Messages of one connection that came and wait for a worker. When there is much of them, the connection is not read
 * until most are done, so that the client waits and not our memory.
 */
final class UnreadMessages {
    /** What one waiting message costs besides its bytes, about. */
    private static final int OVERHEAD = 256;

    private final Channel channel;
    private final Lane lane;
    private final int most;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean paused;

    /** @param most bytes that may wait, with what keeping them costs; one message may exceed it */
    UnreadMessages(Channel channel, Lane lane, int most) {
        this.channel = channel;
        this.lane = lane;
        this.most = most;
    }

    /** Has a message read by a worker; on the connection's thread. */
    void read(int size, Runnable reading) {
        int cost = size + OVERHEAD;
        if (waiting.addAndGet(cost) > most && !paused) {
            paused = true;
            channel.config().setAutoRead(false);
        }
        lane.run(() -> {
            try {
                reading.run();
            } finally {
                done(cost);
            }
        });
    }

    private void done(int cost) {
        if (waiting.addAndGet(-cost) <= most / 2 && paused) {
            try {
                channel.eventLoop().execute(this::resume);
            } catch (RejectedExecutionException e) {
                // The server stops, and the connection with it.
                channel.close();
            }
        }
    }

    private void resume() {
        if (paused && waiting.get() <= most / 2) {
            paused = false;
            channel.config().setAutoRead(true);
        }
    }
}
