package org.auralink.media.node.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The buffers that datagrams leave in, used in turn. Netty gives each back, by releasing it, in the order they were
 * written; one that is still held means that the socket is full. Costs nothing per datagram, which a pool does: pooled
 * buffers took a tenth of the forwarding thread's time. One thread.
 */
final class SendBuffers {
    /** Without leak detection, which would watch a share of all datagrams; what is never given back is seen here. */
    private static final UnpooledByteBufAllocator MEMORY = new UnpooledByteBufAllocator(true, true);

    private final @Nullable ByteBuf[] buffers;
    private final int bytes;
    private int next;

    /**
     * @param count buffers that may wait for the socket
     * @param bytes that each holds; memory is taken when a buffer is first used
     */
    SendBuffers(int count, int bytes) {
        buffers = new ByteBuf[count];
        this.bytes = bytes;
    }

    /** An empty buffer that is the caller's to release; null when all are in use. */
    @Nullable
    ByteBuf take() {
        ByteBuf free = buffers[next];
        if (free == null) {
            free = MEMORY.directBuffer(bytes, bytes);
            buffers[next] = free;
        } else if (free.refCnt() > 1) {
            return null;
        }
        next = next + 1 == buffers.length ? 0 : next + 1;
        return free.retain().clear();
    }

    /**
     * After a flush: begins with the first buffer again when the socket took everything, so that the same little memory
     * stays in the processor's cache.
     */
    void flushed() {
        ByteBuf last = next == 0 ? null : buffers[next - 1];
        if (last != null && last.refCnt() == 1) {
            next = 0;
        }
    }

    /** Gives the memory back; what waits for the socket keeps its own until it has left. */
    void close() {
        for (int i = 0; i < buffers.length; i++) {
            ByteBuf held = buffers[i];
            if (held != null) {
                held.release();
                buffers[i] = null;
            }
        }
    }
}
