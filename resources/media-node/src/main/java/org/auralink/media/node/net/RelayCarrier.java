package org.auralink.media.node.net;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.auralink.media.rtp.RtpBytes;
import org.auralink.media.transport.FrameBuffer;
import org.auralink.media.transport.PeerAddress;
import org.auralink.media.turn.Allocation;

/**
 * The way between one media port and one client of the relay: collects on the relay's thread what the client sends, and on
 * the loop's what the loop sends, and hands both over once per batch.
 */
final class RelayCarrier extends FramedCarrier {
    private final DatagramLoop loop;
    private final StreamLimits limits;
    private final Executor relay;
    private final ToClient toClient;
    private final PeerAddress source;
    /** On the relay's thread. */
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    /** Bytes that were handed to the loop and not handled yet. */
    private final AtomicInteger waiting = new AtomicInteger();

    /** Takes what the loop sends, datagram by datagram, on the relay's thread. */
    interface ToClient {
        void send(byte[] buf, int from, int size);

        /** That was all of this batch. */
        void flush();
    }

    RelayCarrier(DatagramLoop loop, StreamLimits limits, Allocation allocation, Executor relay, ToClient toClient) {
        super(loop, limits);
        this.loop = loop;
        this.limits = limits;
        this.relay = relay;
        this.toClient = toClient;
        InetSocketAddress relayed = allocation.relayed();
        source = new PeerAddress(relayed, this);
    }

    /** A datagram of the client's; false when it was dropped, because too much waits for the loop. */
    boolean collect(byte[] buf, int from, int size) {
        if (size > limits.frame() || waiting.get() + collected.size() + size > limits.queuedBytes()) {
            return false;
        }
        collected.write(size >>> 8);
        collected.write(size);
        collected.write(buf, from, size);
        return true;
    }

    /** Hands to the loop what the client sent. */
    void deliver() {
        byte[] frames = collected.toByteArray();
        collected.reset();
        if (frames.length > 0) {
            waiting.addAndGet(frames.length);
            loop.execute(now -> {
                waiting.addAndGet(-frames.length);
                loop.receive(frames, source);
            });
        }
    }

    /** The client is gone. */
    void end() {
        loop.execute(now -> loop.lost(source));
    }

    @Override
    void handOver(ByteBuf frames) {
        relay.execute(() -> {
            byte[] whole = new byte[frames.readableBytes()];
            frames.readBytes(whole);
            frames.release();
            taken(whole.length);
            for (int at = 0; at < whole.length; ) {
                int size = RtpBytes.readShort(whole, at);
                toClient.send(whole, at + FrameBuffer.LENGTH, size);
                at += FrameBuffer.LENGTH + size;
            }
            toClient.flush();
        });
    }

    @Override
    void cut() {
        // The relay's own thread is stuck, which is no fault of this client's.
    }

    @Override
    public void close() {
        // The client may reach its next association over the same allocation.
        flush();
    }
}
