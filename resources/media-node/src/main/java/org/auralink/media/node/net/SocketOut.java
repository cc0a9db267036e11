package org.auralink.media.node.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one thread is about to send through a UDP socket. */
final class SocketOut {
    private static final Logger LOG = LoggerFactory.getLogger(SocketOut.class);
    /** Without segmentation nothing is lost but time, so one refusal may cost a minute of it. */
    private static final long UNSEGMENTED_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Channel channel;
    private final ChannelPromise unheard;
    private final SendBuffers outgoing;
    private final SendBatch batch;

    /**
     * @param channel of the socket, on the event loop of that thread
     * @param segments datagrams that one buffer may hold; 1 where the socket cannot cut
     */
    SocketOut(Channel channel, int segments, NetLimits limits) {
        this.channel = channel;
        unheard = channel.voidPromise();
        outgoing = new SendBuffers(limits.sendBuffers(), limits.maxDatagram() * segments);
        batch = new SendBatch(outgoing, segments);
    }

    /** Through another loop's socket, on a helper's thread. @param channel of that loop */
    static SocketOut shared(FanOutLane helper, Channel channel, int segments, NetLimits limits) {
        var failures = new Failures();
        SocketOut out = new SocketOut(helper.share(channel, failures), segments, limits);
        failures.out = out;
        return out;
    }

    SendBatch batch() {
        return batch;
    }

    void flush() {
        batch.writeTo(channel, unheard);
        channel.flush();
        outgoing.flushed();
    }

    /** The socket did not take what it was given, or has something else to complain of. */
    void failed(Throwable cause) {
        if (Sockets.refusesSegments(cause)) {
            LOG.info("the network interface refuses datagrams to cut; they leave one by one for a minute");
            batch.segment(false);
            channel.eventLoop().schedule(() -> batch.segment(true), UNSEGMENTED_NANOS, TimeUnit.NANOSECONDS);
        } else if (cause instanceof IOException) {
            // An address can be unreachable or gone; the client's silence is what counts.
            LOG.debug("a datagram could not be sent or received", cause);
        } else {
            LOG.error("a media loop failed", cause);
        }
    }

    /** Gives the memory back. */
    void close() {
        outgoing.close();
    }

    /** Of a channel that only sends. */
    private static final class Failures extends ChannelInboundHandlerAdapter {
        private @Nullable SocketOut out;

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (out != null) {
                out.failed(cause);
            }
        }
    }
}
