package org.auralink.media.node.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.concurrent.atomic.AtomicInteger;
import org.auralink.media.transport.Carrier;
import org.auralink.media.transport.FrameBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Collects what one batch sends to a client that is reached by another thread: each datagram with its length before it
 * (RFC 4571). So a media thread makes no system call for such a client, and wakes the other thread once. What waits for a
 * slow reader is bounded: late media is worth nothing.
 */
abstract class FramedCarrier implements Carrier {
    private final DatagramLoop loop;
    private final StreamLimits limits;
    /** Bytes that were handed over and not taken yet. */
    private final AtomicInteger waiting = new AtomicInteger();

    private volatile long takenAt = System.nanoTime();
    private @Nullable ByteBuf collected;
    private boolean closed;

    FramedCarrier(DatagramLoop loop, StreamLimits limits) {
        this.loop = loop;
        this.limits = limits;
    }

    @Override
    public boolean send(byte[] buf, int from, int size) {
        ByteBuf frames = collected;
        int held = waiting.get() + (frames == null ? 0 : frames.readableBytes());
        if (closed || held + FrameBuffer.LENGTH + size > limits.queuedBytes()) {
            if (!closed && System.nanoTime() - takenAt > limits.stuckAfter().toNanos()) {
                closed = true;
                cut();
            }
            return false;
        }
        if (frames == null) {
            frames = PooledByteBufAllocator.DEFAULT.buffer(limits.frame() + FrameBuffer.LENGTH);
            collected = frames;
            loop.filled(this);
        }
        frames.writeShort(size).writeBytes(buf, from, size);
        return true;
    }

    /** Hands over what was collected. */
    final void flush() {
        ByteBuf frames = collected;
        collected = null;
        if (frames != null) {
            if (waiting.getAndAdd(frames.readableBytes()) == 0) {
                takenAt = System.nanoTime();
            }
            handOver(frames);
        }
    }

    /** So many bytes have left; from any thread. */
    final void taken(int bytes) {
        waiting.addAndGet(-bytes);
        takenAt = System.nanoTime();
    }

    @Override
    public void close() {
        closed = true;
        flush();
    }

    /** Sends the frames, releases them, and calls {@link #taken} once they have left. */
    abstract void handOver(ByteBuf frames);

    /** The client has taken nothing for too long. */
    abstract void cut();
}
