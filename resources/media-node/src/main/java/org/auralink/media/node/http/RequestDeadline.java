package org.auralink.media.node.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose request is not complete in time. A client that sends a byte now and then is never silent, so
 * silence alone would let it hold its half request for ever. Stands before the codec, because it counts from the
 * request's first byte.
 */
final class RequestDeadline extends ChannelInboundHandlerAdapter {
    private final Duration within;
    private @Nullable Future<?> timer;

    RequestDeadline(Duration within) {
        this.within = within;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (timer == null) {
            timer = ctx.executor().schedule(() -> ctx.close(), within.toMillis(), TimeUnit.MILLISECONDS);
        }
        ctx.fireChannelRead(message);
    }

    /** The request is complete. */
    void met() {
        Future<?> running = timer;
        timer = null;
        if (running != null) {
            running.cancel(false);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        met();
    }
}
